using System.Reflection;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Lifecycle;

namespace PiHub.PluginHost.Settings;

/// <summary>The settings of a plugin that runs. Refers to the plugin's code, and lives no longer than it runs.</summary>
internal sealed class SettingsTarget : IAsyncDisposable
{
    private readonly SettingsClass _class;
    private readonly RunningPlugin _plugin;

    public SettingsTarget(Type type, string id, RunningPlugin plugin, ILogger logger)
    {
        _class = SettingsClass.Of(type);
        _plugin = plugin;
        Schema = SettingsSchema.Of(_class);
        Leaves = SettingLeaf.Of(Schema);
        Live = (ILiveSettings)(Activator.CreateInstance(typeof(LiveSettings<>).MakeGenericType(type), id, _class.Create(), logger)
            ?? throw new InvalidOperationException($"the settings of '{id}' could not be made"));
    }

    public JsonElement Schema { get; }

    public IReadOnlyList<SettingLeaf> Leaves { get; }

    public ILiveSettings Live { get; }

    /// <summary>Makes a settings object, and asks the plugin's own rules.</summary>
    /// <param name="values">What is not the class's own, by path; checked against the schema.</param>
    /// <param name="errors">What the plugin's rules refuse.</param>
    public object Bind(IReadOnlyDictionary<string, JsonElement> values, out SettingErrors errors)
    {
        try
        {
            object instance = SettingsBinder.Create(_class, values);
            errors = SettingsRules.Check(_class, instance);
            return instance;
        }
#pragma warning disable CA1031 // Boundary to foreign code: a plugin's setter or rule that fails refuses what it was given.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            string message = ((exception as TargetInvocationException)?.InnerException ?? exception).Message;
            errors = new SettingErrors();
            errors.Add("", $"the plugin's own check failed: {message.TrimEnd('.')}");
            return _class.Create();
        }
    }

    /// <summary>What the plugin's rules refuse of its class's own values, where those count: nobody's values can be blamed for it.</summary>
    public SettingErrors Flaws(SettingsLayers layers)
    {
        Bind(new Dictionary<string, JsonElement>(), out SettingErrors errors);
        HashSet<string> given = [.. layers.Given().Keys];
        return errors.Where((path, _) => path.Length > 0 && !given.Contains(SettingPath.SettingOf(path)));
    }

    /// <summary>Makes the settings object that counts; what the plugin's rules refuse gives way.</summary>
    /// <param name="layers">What the sources say.</param>
    /// <param name="unmet">What is wrong with the class's own values, which nothing can give way to.</param>
    public object Settle(SettingsLayers layers, out SettingErrors unmet)
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

    /// <summary>Tells the owner of settings that are not what somebody wanted them to be.</summary>
    public void Report(SettingsLayers layers, SettingErrors unmet)
    {
        IReadOnlyDictionary<string, string[]> refused = layers.Refused.ToDictionary();
        foreach (SettingLeaf leaf in Leaves)
        {
            string path = leaf.Path;
            string? trouble = refused.TryGetValue(path, out string[]? messages)
                ? $"the setting '{path}': {string.Join("; ", messages)}; {Instead(layers.Effective(leaf).Source)}"
                : unmet.Paths.Any(place => SettingPath.SettingOf(place) == path) ? $"the setting '{path}' {unmet.Of(path)}" : null;
            _plugin.Report($"setting {path}", trouble);
        }

        bool isWhole = unmet.Paths.Contains("");
        _plugin.Report("settings", isWhole ? $"its settings are refused by its own rules: {unmet.Of("")}" : null);
    }

    public ValueTask DisposeAsync() => Live.DisposeAsync();

    private static string Instead(SettingSource source) => source switch
    {
        SettingSource.Default => "the default is used",
        SettingSource.File => "the value of the configuration file is used",
        _ => "the value of the environment is used",
    };
}
