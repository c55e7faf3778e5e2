using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;

namespace PiHub.Settings.Schemas;

/// <summary>What a schema allows, in words, and the order of its values.</summary>
internal static class SchemaWords
{
    public const string Required = "is required";
    public const string Unknown = "there is no such setting";

    private static readonly EmailAddressAttribute Email = new();

    /// <summary>The keywords that bound a value, with what its comparison to the limit must be.</summary>
    public static IReadOnlyList<(string Keyword, Func<int, bool> Holds)> Limits { get; } =
    [
        ("minimum", order => order >= 0),
        ("exclusiveMinimum", order => order > 0),
        ("formatMinimum", order => order >= 0),
        ("maximum", order => order <= 0),
        ("exclusiveMaximum", order => order < 0),
        ("formatMaximum", order => order <= 0),
    ];

    /// <summary>The type of a schema's values, null apart.</summary>
    public static string TypeOf(JsonElement schema)
    {
        JsonElement declared = schema.GetProperty("type");
        return (declared.ValueKind == JsonValueKind.Array ? declared[0] : declared).GetString() ?? "";
    }

    public static string FormatOf(JsonElement schema) =>
        schema.TryGetProperty("format", out JsonElement format) ? format.GetString() ?? "" : "";

    public static bool IsOfFormat(string format, string text) => format switch
    {
        SchemaFormats.Duration => IsoDuration.TryRead(text, out _),
        SchemaFormats.Date => ScalarForms.TryReadDate(text, out _),
        SchemaFormats.Time => ScalarForms.TryReadTime(text, out _),
        SchemaFormats.Address => text.Length == 0 || Uri.TryCreate(text, UriKind.Absolute, out _),
        SchemaFormats.Email => text.Length == 0 || Email.IsValid(text),
        _ => true,
    };

    /// <summary>Compares a value of a format to a limit of the same.</summary>
    public static int Compare(string format, JsonElement value, JsonElement limit) => format switch
    {
        SchemaFormats.Duration => Duration(value).CompareTo(Duration(limit)),
        SchemaFormats.Date => string.CompareOrdinal(value.GetString(), limit.GetString()),
        SchemaFormats.Time => Time(value).CompareTo(Time(limit)),
        _ when value.TryGetDecimal(out decimal left) && limit.TryGetDecimal(out decimal right) => left.CompareTo(right),
        _ => value.GetDouble().CompareTo(limit.GetDouble()),
    };

    /// <summary>What may be entered, as the rest of a sentence, e.g. <c>must be a whole number from 1 to 60 s</c>.</summary>
    public static string Allowed(JsonElement schema) => schema.TryGetProperty("enum", out JsonElement choices)
        ? $"must be one of: {string.Join(", ", choices.EnumerateArray().Select(choice => choice.ToString()))}"
        : $"must be {Kind(schema)}{Range(schema)}";

    /// <summary>The kind of a schema's values, with an article.</summary>
    public static string Kind(JsonElement schema) => (TypeOf(schema), FormatOf(schema)) switch
    {
        ("boolean", _) => "true or false",
        ("integer", _) => "a whole number",
        ("number", _) => "a number",
        ("array", _) => "a list",
        ("object", _) => "an object",
        (_, SchemaFormats.Duration) => "a duration such as PT5M (ISO 8601)",
        (_, SchemaFormats.Date) => "a date such as 2026-01-31",
        (_, SchemaFormats.Time) => "a time of day such as 07:30",
        (_, SchemaFormats.Address) => "a whole address such as http://192.168.1.20",
        (_, SchemaFormats.Email) => "an e-mail address",
        _ => "text",
    };

    /// <summary>How many of something there may be, e.g. <c>1 to 5 entries</c>.</summary>
    public static string Span(JsonElement schema, string least, string most, string what)
    {
        int? from = schema.TryGetProperty(least, out JsonElement low) ? low.GetInt32() : null;
        int? to = schema.TryGetProperty(most, out JsonElement high) ? high.GetInt32() : null;
        string many = (to ?? from) == 1 ? what : what == "entry" ? "entries" : $"{what}s";
        return (from, to) switch
        {
            ({ } a, { } b) when a == b => string.Create(CultureInfo.InvariantCulture, $"exactly {a} {many}"),
            ({ } a, { } b) => string.Create(CultureInfo.InvariantCulture, $"{a} to {b} {many}"),
            ({ } a, null) => string.Create(CultureInfo.InvariantCulture, $"at least {a} {many}"),
            (_, { } b) => string.Create(CultureInfo.InvariantCulture, $"at most {b} {many}"),
            _ => many,
        };
    }

    private static string Range(JsonElement schema)
    {
        string? Limit(string keyword) => schema.TryGetProperty(keyword, out JsonElement limit) ? Say(schema, limit) : null;
        string unit = schema.TryGetProperty("x-unit", out JsonElement symbol) ? $" {symbol.GetString()}" : "";
        string? least = Limit("minimum") ?? Limit("formatMinimum");
        string? most = Limit("maximum") ?? Limit("formatMaximum");
        var bounds = new List<string>();
        if (least is not null && most is not null)
        {
            bounds.Add($"from {least} to {most}");
        }
        else if (least is not null)
        {
            bounds.Add($"of at least {least}");
        }
        else if (most is not null)
        {
            bounds.Add($"of at most {most}");
        }

        if (Limit("exclusiveMinimum") is { } above)
        {
            bounds.Add($"above {above}");
        }

        if (Limit("exclusiveMaximum") is { } below)
        {
            bounds.Add($"below {below}");
        }

        if (bounds.Count == 0 && FormatOf(schema) == "int64")
        {
            bounds.Add("from -9007199254740991 to 9007199254740991"); // what browsers can tell apart
        }

        return bounds.Count > 0 ? $" {string.Join(" and ", bounds)}{unit}" : "";
    }

    private static string Say(JsonElement schema, JsonElement limit) =>
        FormatOf(schema) == SchemaFormats.Duration ? IsoDuration.Say(Duration(limit)) : limit.ToString();

    private static TimeSpan Duration(JsonElement value) => IsoDuration.TryRead(value.GetString(), out TimeSpan duration) ? duration : default;

    private static TimeOnly Time(JsonElement value) => ScalarForms.TryReadTime(value.GetString(), out TimeOnly time) ? time : default;
}
