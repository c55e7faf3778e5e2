using System.Text.Json;
using System.Text.RegularExpressions;

namespace PiHub.PluginHost.Tests.Manifests;

/// <summary>Checks a value against a JSON schema, for the keywords that the schema of <c>plugin.json</c> uses; others fail.</summary>
internal sealed class SchemaChecker(JsonElement root)
{
    private static readonly string[] Notes = ["$schema", "$defs", "title", "description"];

    public bool IsValid(JsonElement value) => IsValid(root, value);

    private bool IsValid(JsonElement schema, JsonElement value) =>
        schema.EnumerateObject().All(keyword => Notes.Contains(keyword.Name) || Follows(keyword, schema, value));

    private bool Follows(JsonProperty keyword, JsonElement schema, JsonElement value)
    {
        JsonElement rule = keyword.Value;
        string? text = value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        bool isObject = value.ValueKind == JsonValueKind.Object;
        return keyword.Name switch
        {
            "$ref" => IsValid(root.GetProperty("$defs").GetProperty(rule.GetString()!["#/$defs/".Length..]), value), // always a text
            "type" => rule.ValueKind == JsonValueKind.Array ? rule.EnumerateArray().Any(type => IsType(type, value)) : IsType(rule, value),
            "required" => !isObject || rule.EnumerateArray().All(name => value.TryGetProperty(name.GetString() ?? "", out _)),
            "properties" => !isObject || value.EnumerateObject().All(member => !rule.TryGetProperty(member.Name, out JsonElement inner) || IsValid(inner, member.Value)),
            "additionalProperties" => !isObject || value.EnumerateObject().All(member => schema.GetProperty("properties").TryGetProperty(member.Name, out _)),
            "items" => value.ValueKind != JsonValueKind.Array || value.EnumerateArray().All(item => IsValid(rule, item)),
            "minLength" => text is null || text.Length >= rule.GetInt32(),
            "maxLength" => text is null || text.Length <= rule.GetInt32(),
            "pattern" => text is null || Regex.IsMatch(text, Regex.Replace(rule.GetString() ?? "", @"\$$", @"\z"), RegexOptions.CultureInvariant),
            "minimum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() >= rule.GetDecimal(),
            "maximum" => value.ValueKind != JsonValueKind.Number || value.GetDecimal() <= rule.GetDecimal(),
            _ => throw new NotSupportedException($"The checker does not know '{keyword.Name}'."),
        };
    }

    private static bool IsType(JsonElement type, JsonElement value) => (type.GetString(), value.ValueKind) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("null", JsonValueKind.Null) => true,
        ("integer", JsonValueKind.Number) => value.TryGetDecimal(out decimal number) && number == decimal.Truncate(number),
        _ => false,
    };
}
