using System.Globalization;
using System.Text.Json;
using PiHub.Settings.Schemas;

namespace PiHub.Settings.Layers;

/// <summary>Names and values as the configuration writes them: <c>HttpPort</c> and <c>DropNewest</c> where settings have <c>http_port</c>
/// and <c>drop_newest</c>; case does not count.</summary>
internal static class ConfigurationText
{
    /// <summary>The key of a setting below its owner's section.</summary>
    public static string KeyOf(SettingsOwner owner, SettingLeaf leaf)
    {
        string key = leaf.Path.Replace('.', ':');
        return owner.IsHub ? Bare(key) : key;
    }

    /// <summary>Whether a name of a setting and one of the configuration mean the same.</summary>
    public static bool IsSame(string name, string configured) => Bare(name).Equals(Bare(configured), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a setting can be written as one text: no list, and no secret, which the configuration could show.</summary>
    public static bool CanWrite(SettingLeaf leaf) => !leaf.IsSecret && SchemaWords.TypeOf(leaf.Schema) != "array";

    /// <summary>A value that its schema allows, as options read it.</summary>
    public static string? Write(SettingLeaf leaf, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => bool.TrueString,
        JsonValueKind.False => bool.FalseString,
        JsonValueKind.Number => value.GetRawText(),
        _ when SchemaWords.FormatOf(leaf.Schema) == SchemaFormats.Duration && IsoDuration.TryRead(value.GetString(), out TimeSpan duration) =>
            duration.ToString("c", CultureInfo.InvariantCulture),
        _ when leaf.Schema.TryGetProperty("enum", out _) => Bare(value.GetString() ?? ""),
        _ => value.GetString(),
    };

    private static string Bare(string name) => name.Replace("_", "", StringComparison.Ordinal);
}
