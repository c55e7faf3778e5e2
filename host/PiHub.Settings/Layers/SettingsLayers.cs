using System.Text.Json;
using PiHub.Settings.Schemas;

namespace PiHub.Settings.Layers;

/// <summary>What all sources say for the settings of an owner, and which of it counts.</summary>
/// <remarks>Belongs to one thread. What is refused gives way to the next source, so that its owner starts whatever is stored.</remarks>
internal sealed class SettingsLayers
{
    private readonly Dictionary<string, List<SettingCandidate>> _candidates = new(StringComparer.Ordinal);

    private SettingsLayers(IReadOnlyList<SettingLeaf> leaves) => Leaves = leaves;

    public IReadOnlyList<SettingLeaf> Leaves { get; }

    /// <summary>What was refused, as sentences without a full stop that follow the setting's name.</summary>
    public SettingErrors Refused { get; } = new();

    /// <param name="leaves">The settings.</param>
    /// <param name="candidates">What the sources say for one of them, the one that wins first.</param>
    public static SettingsLayers Of(IReadOnlyList<SettingLeaf> leaves, Func<SettingLeaf, IEnumerable<SettingCandidate>> candidates)
    {
        var layers = new SettingsLayers(leaves);
        foreach (SettingLeaf leaf in leaves)
        {
            layers._candidates[leaf.Path] = [.. candidates(leaf).Where(candidate => layers.Passes(leaf, candidate))];
        }

        return layers;
    }

    /// <summary>What counts for a setting.</summary>
    public EffectiveSetting Effective(SettingLeaf leaf) => _candidates[leaf.Path] is [{ } first, ..]
        ? new EffectiveSetting(first.Source, first.Value)
        : new EffectiveSetting(SettingSource.Default, leaf.Default);

    /// <summary>What would count if admins had not set it.</summary>
    public EffectiveSetting Beneath(SettingLeaf leaf) =>
        _candidates[leaf.Path].FirstOrDefault(candidate => candidate.Source != SettingSource.Admin) is { } next
            ? new EffectiveSetting(next.Source, next.Value)
            : new EffectiveSetting(SettingSource.Default, leaf.Default);

    /// <summary>The values that are not the class's own.</summary>
    public Dictionary<string, JsonElement> Given() => _candidates
        .Where(entry => entry.Value.Count > 0)
        .ToDictionary(entry => entry.Key, entry => entry.Value[0].Value, StringComparer.Ordinal);

    /// <summary>What is required and given by nobody.</summary>
    public SettingErrors Missing()
    {
        var missing = new SettingErrors();
        foreach (SettingLeaf leaf in Leaves.Where(leaf => leaf.IsRequired && SchemaCheck.IsBlank(Effective(leaf).Value)))
        {
            missing.Add(leaf.Path, SchemaWords.Required);
        }

        return missing;
    }

    /// <summary>Lets what the class's own rules refuse give way.</summary>
    /// <param name="errors">What they say.</param>
    /// <returns>False when only the class's own values are left to blame.</returns>
    public bool GiveWay(SettingErrors errors)
    {
        string[] named = [.. errors.Paths.Select(SettingPath.SettingOf).Where(path => HasAny(path))];

        // Rules that name no setting blame the latest change, and that came from the source that wins.
        string[] blamed = named.Length > 0 ? named : [.. LatestPaths()];
        foreach (string path in blamed)
        {
            Refuse(path, _candidates[path][0].Source, errors.Of(path));
            _candidates[path].RemoveAt(0);
        }

        return blamed.Length > 0;
    }

    private bool HasAny(string path) => _candidates.TryGetValue(path, out List<SettingCandidate>? candidates) && candidates.Count > 0;

    private IEnumerable<string> LatestPaths()
    {
        SettingSource latest = _candidates.Values.Where(list => list.Count > 0).Select(list => list[0].Source)
            .DefaultIfEmpty(SettingSource.Default).Max();
        return _candidates.Where(entry => entry.Value is [{ } first, ..] && first.Source == latest).Select(entry => entry.Key);
    }

    private bool Passes(SettingLeaf leaf, SettingCandidate candidate)
    {
        var errors = new SettingErrors();
        if (candidate.Trouble is { } trouble)
        {
            errors.Add(leaf.Path, trouble);
        }
        else
        {
            new SchemaCheck(errors).Check(leaf.Schema, candidate.Value, leaf.Path);
        }

        if (!errors.IsEmpty)
        {
            Refuse(leaf.Path, candidate.Source, errors.ToString());
        }

        return errors.IsEmpty;
    }

    private void Refuse(string path, SettingSource source, string why) => Refused.Add(path, $"{NameOf(source)} is refused: {why}");

    private static string NameOf(SettingSource source) => source switch
    {
        SettingSource.Admin => "the stored value",
        SettingSource.CommandLine => "the value of the command line",
        SettingSource.Environment => "the value of the environment",
        _ => "the value of the configuration file",
    };
}
