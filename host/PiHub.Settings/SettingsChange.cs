using System.Text.Json;
using PiHub.Settings.Schemas;

namespace PiHub.Settings;

/// <summary>What a caller wants changed, taken apart by settings.</summary>
internal sealed class SettingsChange
{
    private readonly Dictionary<string, SettingLeaf> _leaves;

    private SettingsChange(IReadOnlyList<SettingLeaf> leaves) =>
        _leaves = leaves.ToDictionary(leaf => leaf.Path, StringComparer.Ordinal);

    public Dictionary<SettingLeaf, JsonElement> Set { get; } = [];

    public List<string> Reset { get; } = [];

    public SettingErrors Errors { get; } = new();

    /// <summary>Reads a JSON merge: only what is named changes, null resets.</summary>
    public static SettingsChange Of(JsonElement merge, IReadOnlyList<SettingLeaf> leaves)
    {
        var change = new SettingsChange(leaves);
        if (merge.ValueKind == JsonValueKind.Object)
        {
            change.Read(merge, "");
        }
        else
        {
            change.Errors.Add("", "must be a JSON object of settings");
        }

        return change;
    }

    private void Read(JsonElement merge, string parent)
    {
        foreach (JsonProperty given in merge.EnumerateObject())
        {
            string path = SettingPath.Of(parent, given.Name);
            if (_leaves.TryGetValue(path, out SettingLeaf? leaf))
            {
                Take(leaf, given.Value);
            }
            else if (parent.Length == 0 && _leaves.Keys.Any(known => known.StartsWith(path + ".", StringComparison.Ordinal)))
            {
                ReadGroup(given.Value, path);
            }
            else
            {
                Errors.Add(path, SchemaWords.Unknown);
            }
        }
    }

    private void ReadGroup(JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            Read(value, path);
        }
        else if (value.ValueKind == JsonValueKind.Null)
        {
            Reset.AddRange(_leaves.Keys.Where(known => known.StartsWith(path + ".", StringComparison.Ordinal)));
        }
        else
        {
            Errors.Add(path, "must be an object");
        }
    }

    private void Take(SettingLeaf leaf, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            Reset.Add(leaf.Path);
            return;
        }

        new SchemaCheck(Errors).Check(leaf.Schema, value, leaf.Path);
        Set[leaf] = value;
    }
}
