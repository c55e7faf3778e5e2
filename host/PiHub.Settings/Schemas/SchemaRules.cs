using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json.Nodes;

namespace PiHub.Settings.Schemas;

/// <summary>Writes the rules that the framework's attributes set as keywords of JSON Schema.</summary>
internal static class SchemaRules
{
    /// <exception cref="InvalidOperationException">A limit cannot be read as the property's kind; the message is for the author.</exception>
    public static void Add(JsonObject schema, SettingProperty property)
    {
        if (property.Find<RangeAttribute>() is { } range)
        {
            AddRange(schema, property, range);
        }

        (int? least, int? most) = LengthsOf(property);
        bool isList = property.Shape.Kind is SettingKind.List or SettingKind.Table;
        Add(schema, isList ? "minItems" : "minLength", least);
        Add(schema, isList ? "maxItems" : "maxLength", most);
        if (property.Find<RegularExpressionAttribute>() is { } pattern)
        {
            schema["pattern"] = $"^(?:{pattern.Pattern})$"; // the attribute asks for the whole text
            if (pattern.ErrorMessage is { Length: > 0 } message)
            {
                schema["x-pattern-message"] = message;
            }
        }

        if (property.Find<AllowedValuesAttribute>() is { } allowed && property.Shape.Kind is not SettingKind.Choice)
        {
            schema["enum"] = new JsonArray([.. allowed.Values.Select(value => SettingsBinder.Write(property.Shape, value))]);
        }

        if (property.Shape.Kind == SettingKind.Text)
        {
            string? format = property.Find<UrlAttribute>() is not null ? SchemaFormats.Address
                : property.Find<EmailAddressAttribute>() is not null ? SchemaFormats.Email : null;
            if (format is not null)
            {
                schema["format"] = format;
            }
        }
    }

    private static (int? Least, int? Most) LengthsOf(SettingProperty property)
    {
        StringLengthAttribute? text = property.Find<StringLengthAttribute>();
        LengthAttribute? both = property.Find<LengthAttribute>();
        int? least = property.Find<MinLengthAttribute>()?.Length ?? both?.MinimumLength ?? text?.MinimumLength;
        int? most = property.Find<MaxLengthAttribute>()?.Length ?? both?.MaximumLength ?? text?.MaximumLength;
        return (least > 0 ? least : null, most >= 0 ? most : null);
    }

    private static void Add(JsonObject schema, string keyword, int? value)
    {
        if (value is { } given)
        {
            schema[keyword] = given;
        }
    }

    private static void AddRange(JsonObject schema, SettingProperty property, RangeAttribute range)
    {
        bool isNumber = property.Shape.Kind is SettingKind.Integer or SettingKind.Number;
        if (LimitOf(property, range.Minimum) is { } least)
        {
            schema[!isNumber ? "formatMinimum" : range.MinimumIsExclusive ? "exclusiveMinimum" : "minimum"] = least;
        }

        if (LimitOf(property, range.Maximum) is { } most)
        {
            schema[!isNumber ? "formatMaximum" : range.MaximumIsExclusive ? "exclusiveMaximum" : "maximum"] = most;
        }
    }

    // Null where the limit is the end of what the type can hold anyway: authors write int.MaxValue for "no limit".
    private static JsonNode? LimitOf(SettingProperty property, object limit)
    {
        string text = Convert.ToString(limit, CultureInfo.InvariantCulture) ?? "";
        CultureInfo invariant = CultureInfo.InvariantCulture;
        try
        {
            return property.Shape.Kind switch
            {
                SettingKind.Integer or SettingKind.Number when limit is int.MinValue or int.MaxValue => null,
                SettingKind.Integer or SettingKind.Number when limit is double number =>
                    double.IsInfinity(number) || Math.Abs(number) >= double.MaxValue ? null : JsonValue.Create(number),
                SettingKind.Integer => JsonValue.Create(long.Parse(text, invariant)),
                SettingKind.Number => JsonValue.Create(decimal.Parse(text, NumberStyles.Float, invariant)),
                SettingKind.Duration => IsoDuration.Write(TimeSpan.Parse(text, invariant)),
                SettingKind.Date => ScalarForms.Write(DateOnly.Parse(text, invariant)),
                SettingKind.Time => ScalarForms.Write(TimeOnly.Parse(text, invariant)),
                _ => throw new FormatException("the kind has no order"),
            };
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw new InvalidOperationException(
                $"the limit '{text}' of the setting {property.Property.Name} cannot be used: {exception.Message.TrimEnd('.')}", exception);
        }
    }
}
