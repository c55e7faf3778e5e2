using System.Text.Json;

namespace PiHub.Settings.Schemas;

/// <summary>One setting of a schema: a property of its own source and value.</summary>
/// <param name="Path">Its place: <c>name</c> or <c>group.name</c>.</param>
/// <param name="Schema">Its part of the schema.</param>
/// <param name="IsRequired">Whether it must not be empty.</param>
internal sealed record SettingLeaf(string Path, JsonElement Schema, bool IsRequired)
{
    public bool IsSecret => Schema.TryGetProperty("x-secret", out JsonElement secret) && secret.ValueKind == JsonValueKind.True;

    /// <summary>Whether it is read at start only.</summary>
    public bool NeedsRestart => Schema.TryGetProperty(SettingsSchema.RestartKeyword, out _);

    /// <summary>The class's own value; null for secrets.</summary>
    public JsonElement? Default => Schema.TryGetProperty("default", out JsonElement value) ? value : null;

    /// <summary>All settings of a schema, in its order; groups are taken apart.</summary>
    public static IReadOnlyList<SettingLeaf> Of(JsonElement schema) => [.. Of(schema, "")];

    /// <summary>Whether a schema is a group's: an object of settings.</summary>
    public static bool IsGroup(JsonElement schema) => schema.TryGetProperty("properties", out _);

    private static IEnumerable<SettingLeaf> Of(JsonElement schema, string parent)
    {
        HashSet<string> required = RequiredOf(schema);
        foreach (JsonProperty property in schema.GetProperty("properties").EnumerateObject())
        {
            string path = SettingPath.Of(parent, property.Name);
            if (IsGroup(property.Value))
            {
                foreach (SettingLeaf leaf in Of(property.Value, path))
                {
                    yield return leaf;
                }
            }
            else
            {
                yield return new SettingLeaf(path, property.Value, required.Contains(property.Name));
            }
        }
    }

    /// <summary>The names that a schema requires.</summary>
    public static HashSet<string> RequiredOf(JsonElement schema) => schema.TryGetProperty("required", out JsonElement names)
        ? names.EnumerateArray().Select(name => name.GetString() ?? "").ToHashSet(StringComparer.Ordinal)
        : [];
}
