using System.Text.Json;
using System.Text.RegularExpressions;

namespace PiHub.Settings.Schemas;

/// <summary>Checks values against the part of JSON Schema that <see cref="SettingsSchema"/> writes, and says what is allowed.</summary>
/// <remarks>Works without the plugin: the schema of one that does not run is kept.</remarks>
internal sealed class SchemaCheck(SettingErrors errors)
{
    // 2^53 - 1: a browser writes larger numbers differently from how it read them.
    private const long LargestExact = 9_007_199_254_740_991;
    private static readonly TimeSpan PatternPatience = TimeSpan.FromSeconds(1);

    public void Check(JsonElement schema, JsonElement value, string path)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            if (!HasType(schema, "null"))
            {
                errors.Add(path, $"must be {SchemaWords.Kind(schema)}");
            }
        }
        else if (HasType(schema, "object"))
        {
            CheckObject(schema, value, path);
        }
        else if (HasType(schema, "array"))
        {
            CheckList(schema, value, path);
        }
        else if (!IsKind(schema, value) || !IsWithin(schema, value))
        {
            errors.Add(path, SchemaWords.Allowed(schema));
        }
        else if (value.ValueKind == JsonValueKind.String)
        {
            CheckText(schema, value.GetString() ?? "", path);
        }
    }

    /// <summary>Whether a value counts as none given.</summary>
    public static bool IsBlank(JsonElement? value) => value switch
    {
        null => true,
        { ValueKind: JsonValueKind.Null } => true,
        { ValueKind: JsonValueKind.String } text => string.IsNullOrWhiteSpace(text.GetString()),
        { ValueKind: JsonValueKind.Array } list => list.GetArrayLength() == 0,
        _ => false,
    };

    private static bool HasType(JsonElement schema, string type)
    {
        JsonElement declared = schema.GetProperty("type");
        return declared.ValueKind == JsonValueKind.Array
            ? declared.EnumerateArray().Any(each => each.ValueEquals(type))
            : declared.ValueEquals(type);
    }

    private static bool IsKind(JsonElement schema, JsonElement value)
    {
        string format = SchemaWords.FormatOf(schema);
        if (value.ValueKind == JsonValueKind.String && TryText(value) is null)
        {
            return false;
        }

        if (schema.TryGetProperty("enum", out JsonElement choices))
        {
            return choices.EnumerateArray().Any(choice => JsonElement.DeepEquals(choice, value));
        }

        return HasType(schema, "boolean") ? value.ValueKind is JsonValueKind.True or JsonValueKind.False
            : HasType(schema, "integer") ? IsNumber(value) && (format == "int32" ? value.TryGetInt32(out _) : IsExact(value))
            : HasType(schema, "number") ? IsNumber(value) && (format == "decimal"
                ? value.TryGetDecimal(out _)
                : value.TryGetDouble(out double number) && double.IsFinite(number))
            : TryText(value) is { } text && SchemaWords.IsOfFormat(format, text);
    }

    private static bool IsExact(JsonElement value) => value.TryGetInt64(out long number) && number is >= -LargestExact and <= LargestExact;

    private static bool IsNumber(JsonElement value) => value.ValueKind == JsonValueKind.Number;

    // Half of a surrogate pair can be read as JSON, but is no text.
    private static string? TryText(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsWithin(JsonElement schema, JsonElement value)
    {
        foreach ((string keyword, Func<int, bool> holds) in SchemaWords.Limits)
        {
            if (schema.TryGetProperty(keyword, out JsonElement limit) && !holds(SchemaWords.Compare(SchemaWords.FormatOf(schema), value, limit)))
            {
                return false;
            }
        }

        return true;
    }

    private void CheckText(JsonElement schema, string text, string path)
    {
        if (schema.TryGetProperty("enum", out _))
        {
            return;
        }

        if (text.Length < Number(schema, "minLength", 0) || text.Length > Number(schema, "maxLength", int.MaxValue))
        {
            errors.Add(path, $"must have {SchemaWords.Span(schema, "minLength", "maxLength", "character")}");
        }

        // As with the framework's attribute, which rule says "required" is another one.
        if (text.Length > 0 && schema.TryGetProperty("pattern", out JsonElement pattern) && !Matches(pattern.GetString() ?? "", text))
        {
            errors.Add(path, schema.TryGetProperty("x-pattern-message", out JsonElement message)
                ? message.GetString() ?? ""
                : $"must match the pattern {pattern.GetString()}");
        }
    }

    private static bool Matches(string pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, PatternPatience);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private void CheckList(JsonElement schema, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Array)
        {
            errors.Add(path, "must be a list");
            return;
        }

        int count = value.GetArrayLength();
        if (count < Number(schema, "minItems", 0) || count > Number(schema, "maxItems", int.MaxValue))
        {
            errors.Add(path, $"must have {SchemaWords.Span(schema, "minItems", "maxItems", "entry")}");
        }

        JsonElement items = schema.GetProperty("items");
        int index = 0;
        foreach (JsonElement entry in value.EnumerateArray())
        {
            Check(items, entry, SettingPath.Of(path, index++));
        }
    }

    private void CheckObject(JsonElement schema, JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            errors.Add(path, "must be an object");
            return;
        }

        JsonElement properties = schema.GetProperty("properties");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty given in value.EnumerateObject())
        {
            if (!names.Add(given.Name))
            {
                errors.Add(SettingPath.Of(path, given.Name), "is given twice");
            }
            else if (properties.TryGetProperty(given.Name, out JsonElement known))
            {
                Check(known, given.Value, SettingPath.Of(path, given.Name));
            }
            else
            {
                errors.Add(SettingPath.Of(path, given.Name), SchemaWords.Unknown);
            }
        }

        foreach (string name in SettingLeaf.RequiredOf(schema))
        {
            if (!value.TryGetProperty(name, out JsonElement cell) || (TryText(cell) is not null && IsBlank(cell)))
            {
                errors.Add(SettingPath.Of(path, name), SchemaWords.Required);
            }
        }
    }

    private static int Number(JsonElement schema, string keyword, int otherwise) =>
        schema.TryGetProperty(keyword, out JsonElement value) ? value.GetInt32() : otherwise;
}
