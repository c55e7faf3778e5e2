using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PiHub.Settings.Layers;
using PiHub.Settings.Schemas;

namespace PiHub.Settings.Live;

/// <summary>The settings of an owner that runs. Refers to its code, and lives no longer than it runs.</summary>
public sealed class SettingsTarget : IAsyncDisposable
{
    private readonly SettingsClass _class;
    private readonly Action<string, string?> _report;
    private readonly Lazy<ILiveSettings> _live; // runs a loop, which those who only read do not need
    private Dictionary<string, EffectiveSetting> _atStart = new(StringComparer.Ordinal);

    /// <summary>Reads a settings class.</summary>
    /// <param name="type">The class.</param>
    /// <param name="owner">Whose settings.</param>
    /// <param name="report">Told what is wrong with a part of them, as a sentence without a full stop; null: nothing any more.</param>
    /// <param name="logger">Told of callbacks that fail.</param>
    /// <exception cref="InvalidOperationException">The class cannot be one of settings; the message is for the author.</exception>
    public SettingsTarget(Type type, SettingsOwner owner, Action<string, string?> report, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(owner);
        _class = SettingsClass.Of(type);
        (Owner, _report) = (owner, report);
        Schema = SettingsSchema.Of(_class);
        Leaves = SettingLeaf.Of(Schema);
        _live = new Lazy<ILiveSettings>(() => (ILiveSettings)(
            Activator.CreateInstance(typeof(LiveSettings<>).MakeGenericType(type), owner, _class.Create(), logger)
            ?? throw new InvalidOperationException($"the settings of '{owner.Id}' could not be made")));
    }

    /// <summary>Whose settings.</summary>
    public SettingsOwner Owner { get; }

    /// <summary>The <c>ISettings&lt;TSettings&gt;</c> of the class.</summary>
    public object Settings => Live;

    internal JsonElement Schema { get; }

    internal IReadOnlyList<SettingLeaf> Leaves { get; }

    internal ILiveSettings Live => _live.Value;

    /// <summary>Makes a settings object, and asks the class's own rules.</summary>
    /// <param name="values">What is not the class's own, by path; checked against the schema.</param>
    /// <param name="errors">What those refuse.</param>
    internal object Bind(IReadOnlyDictionary<string, JsonElement> values, out SettingErrors errors)
    {
        try
        {
            object instance = SettingsBinder.Create(_class, values);
            errors = SettingsRules.Check(_class, instance);
            return instance;
        }
#pragma warning disable CA1031 // Boundary to foreign code: a setter or rule that fails refuses what it was given.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            string message = ((exception as TargetInvocationException)?.InnerException ?? exception).Message;
            errors = new SettingErrors();
            errors.Add("", $"its own check failed: {message.TrimEnd('.')}");
            return _class.Create();
        }
    }

    /// <summary>What the rules refuse of the class's own values, where those count: nobody's values can be blamed for it.</summary>
    internal SettingErrors Flaws(SettingsLayers layers)
    {
        Bind(new Dictionary<string, JsonElement>(), out SettingErrors errors);
        HashSet<string> given = [.. layers.Given().Keys];
        return errors.Where((path, _) => path.Length > 0 && !given.Contains(SettingPath.SettingOf(path)));
    }

    /// <summary>Makes the settings object that counts; what the class's rules refuse gives way.</summary>
    /// <param name="layers">What the sources say.</param>
    /// <param name="unmet">What is wrong with the class's own values, which nothing can give way to.</param>
    internal object Settle(SettingsLayers layers, out SettingErrors unmet)
    {
        object instance;
        do
        {
            instance = Bind(layers.Given(), out unmet);
        }
        while (unmet.Without(Flaws(layers)) is { IsEmpty: false } blamable && layers.GiveWay(blamable));
        unmet.Add(layers.Missing());
        return instance;
    }

    /// <summary>Remembers what counts at the start, for what is read only then.</summary>
    internal void Hold(SettingsLayers layers) =>
        _atStart = Leaves.Where(leaf => leaf.NeedsRestart).ToDictionary(leaf => leaf.Path, layers.Effective, StringComparer.Ordinal);

    /// <summary>The settings whose value takes effect only after a restart.</summary>
    internal IReadOnlyList<string> Waiting(SettingsLayers layers) =>
    [
        .. Leaves.Where(leaf => _atStart.TryGetValue(leaf.Path, out EffectiveSetting? atStart)
                && !EffectiveSetting.IsSame(atStart.Value, layers.Effective(leaf).Value))
            .Select(leaf => leaf.Path),
    ];

    /// <summary>What its code gets of settled settings: without what waits for a restart.</summary>
    internal object InEffect(object settled, SettingsLayers layers)
    {
        IReadOnlyList<string> waiting = Waiting(layers);
        if (waiting.Count == 0)
        {
            return settled;
        }

        Dictionary<string, JsonElement> values = layers.Given();
        foreach (string path in waiting)
        {
            EffectiveSetting atStart = _atStart[path];
            values.Remove(path);
            if (atStart.Source != SettingSource.Default && atStart.Value is { } value)
            {
                values[path] = value;
            }
        }

        return SettingsBinder.Create(_class, values);
    }

    /// <summary>Tells the owner of settings that are not what somebody wanted them to be.</summary>
    internal void Report(SettingsLayers layers, SettingErrors unmet)
    {
        IReadOnlyDictionary<string, string[]> refused = layers.Refused.ToDictionary();
        foreach (SettingLeaf leaf in Leaves)
        {
            string path = leaf.Path;
            string? trouble = refused.TryGetValue(path, out string[]? messages)
                ? $"the setting '{path}': {string.Join("; ", messages)}; {Instead(layers.Effective(leaf).Source)}"
                : unmet.Paths.Any(place => SettingPath.SettingOf(place) == path) ? $"the setting '{path}' {unmet.Of(path)}" : null;
            _report($"setting {path}", trouble);
        }

        bool isWhole = unmet.Paths.Contains("");
        _report("settings", isWhole ? $"its settings are refused by its own rules: {unmet.Of("")}" : null);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _live.IsValueCreated ? Live.DisposeAsync() : ValueTask.CompletedTask;

    private static string Instead(SettingSource source) => source switch
    {
        SettingSource.Default => "the default is used",
        SettingSource.File => "the value of the configuration file is used",
        SettingSource.CommandLine => "the value of the command line is used",
        _ => "the value of the environment is used",
    };
}
