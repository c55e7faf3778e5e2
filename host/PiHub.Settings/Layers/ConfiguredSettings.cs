using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using PiHub.Settings.Schemas;

namespace PiHub.Settings.Layers;

/// <summary>Settings from the configuration file, the environment and the command line.</summary>
/// <remarks>Read each time; safe to use from any thread.</remarks>
/// <param name="file">The configuration file alone.</param>
/// <param name="environment">The environment alone, where '_' may stand for '-' in ids, and <c>&lt;name&gt;_FILE</c> names a file with
/// a secret.</param>
/// <param name="commandLine">The command line alone; null: it says nothing.</param>
public sealed class ConfiguredSettings(IConfiguration file, IConfiguration environment, IConfiguration? commandLine = null)
{
    private const string SecretFileSuffix = "_FILE";

    /// <summary>Nothing configured.</summary>
    public static ConfiguredSettings None { get; } = new(new ConfigurationBuilder().Build(), new ConfigurationBuilder().Build());

    /// <summary>What all say for a setting, the one that wins first.</summary>
    internal IEnumerable<SettingCandidate> Find(SettingsOwner owner, SettingLeaf leaf)
    {
        string key = ConfigurationText.KeyOf(owner, leaf);
        if (commandLine is not null && Convert(commandLine.GetSection($"{owner.Section}:{key}"), leaf.Schema) is { } argument)
        {
            yield return new SettingCandidate(SettingSource.CommandLine, JsonElement.Parse(argument.ToJsonString()));
        }

        foreach (IConfigurationSection section in SectionsOf(owner))
        {
            if (leaf.IsSecret && section[key + SecretFileSuffix] is { Length: > 0 } path)
            {
                yield return ReadSecret(path);
            }

            if (Convert(section.GetSection(key), leaf.Schema) is { } value)
            {
                yield return new SettingCandidate(SettingSource.Environment, JsonElement.Parse(value.ToJsonString()));
            }
        }

        if (Convert(file.GetSection($"{owner.Section}:{key}"), leaf.Schema) is { } configured)
        {
            yield return new SettingCandidate(SettingSource.File, JsonElement.Parse(configured.ToJsonString()));
        }
    }

    /// <summary>Names that are configured and that a plugin does not have.</summary>
    internal IEnumerable<string> Unknown(SettingsOwner owner, IReadOnlyCollection<SettingLeaf> leaves) =>
        SectionsOf(owner).Append(file.GetSection(owner.Section))
            .SelectMany(section => section.GetChildren())
            .Select(child => child.Key)
            .Where(name => !leaves.Any(leaf =>
                SettingPath.SettingOf(leaf.Path).Split('.')[0].Equals(name, StringComparison.OrdinalIgnoreCase)
                || (leaf.IsSecret && (leaf.Path + SecretFileSuffix).Equals(name, StringComparison.OrdinalIgnoreCase))))
            .Distinct(StringComparer.OrdinalIgnoreCase);

    // A shell takes no '-' in the name of a variable.
    private IEnumerable<IConfigurationSection> SectionsOf(SettingsOwner owner) => ((string[])[owner.Section, owner.Section.Replace('-', '_')])
        .Distinct(StringComparer.Ordinal)
        .Select(environment.GetSection);

    private static SettingCandidate ReadSecret(string path)
    {
        try
        {
            string text = File.ReadAllText(path).TrimEnd('\r', '\n');
            return new SettingCandidate(SettingSource.Environment, JsonElement.Parse(JsonValue.Create(text).ToJsonString()));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return SettingCandidate.Unreadable(SettingSource.Environment, $"the file '{path}' cannot be read: {exception.Message}");
        }
    }

    // Configuration is all text. What cannot be converted stays the text that it is, for the check to refuse.
    private static JsonNode? Convert(IConfigurationSection section, JsonElement schema)
    {
        if (!section.Exists())
        {
            return null;
        }

        string type = SchemaWords.TypeOf(schema);
        IConfigurationSection[] children = [.. section.GetChildren()];
        return type switch
        {
            "array" when children.Length > 0 || section.Value is "" or null => new JsonArray([.. children
                .OrderBy(child => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : int.MaxValue)
                .Select(child => Convert(child, schema.GetProperty("items")))]),
            "object" when children.Length > 0 => new JsonObject(children.Select(child => ConvertCell(child, schema.GetProperty("properties")))),
            _ => ConvertText(section.Value ?? "", type, schema),
        };
    }

    private static KeyValuePair<string, JsonNode?> ConvertCell(IConfigurationSection section, JsonElement properties)
    {
        foreach (JsonProperty property in properties.EnumerateObject())
        {
            if (ConfigurationText.IsSame(property.Name, section.Key))
            {
                return KeyValuePair.Create(property.Name, Convert(section, property.Value));
            }
        }

        return KeyValuePair.Create(section.Key, (JsonNode?)section.Value);
    }

    private static JsonNode ConvertText(string text, string type, JsonElement schema) => type switch
    {
        "string" when schema.TryGetProperty("enum", out JsonElement choices) =>
            choices.EnumerateArray().Select(choice => choice.GetString() ?? "").FirstOrDefault(choice => ConfigurationText.IsSame(choice, text)) ?? text,
        "boolean" when bool.TryParse(text, out bool flag) => flag,
        "integer" when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole) => whole,
        "number" when SchemaWords.FormatOf(schema) == "decimal"
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal exact) => exact,
        "number" when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number) => number,

        // People write 00:05:00, as everywhere in the configuration.
        "string" when SchemaWords.FormatOf(schema) == SchemaFormats.Duration
            && TimeSpan.TryParseExact(text, ["c", "g"], CultureInfo.InvariantCulture, out TimeSpan duration) => IsoDuration.Write(duration),
        _ => text,
    };
}
