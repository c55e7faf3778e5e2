using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using PiHub.Sdk.Settings;

namespace PiHub.Settings.Schemas;

/// <summary>Writes a settings class and its rules as JSON Schema 2020-12. The result refers to nothing of the plugin.</summary>
/// <remarks>What the standard has no word for: <c>x-unit</c>, <c>x-group</c>, <c>x-order</c>, <c>x-secret</c>, <c>x-enum-titles</c>,
/// <c>x-pattern-message</c>, <c>x-needs-restart</c>, and <c>formatMinimum</c>, <c>formatMaximum</c> for durations, dates and times.</remarks>
internal static class SettingsSchema
{
    /// <summary>True for a setting that is read at start only.</summary>
    public const string RestartKeyword = "x-needs-restart";

    /// <exception cref="InvalidOperationException">A default or a rule cannot be written; the message is for the author.</exception>
    public static JsonElement Of(SettingsClass settings)
    {
        JsonObject schema = WriteClass(settings, settings.Create());
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        return JsonElement.Parse(schema.ToJsonString());
    }

    private static JsonObject WriteClass(SettingsClass settings, object? defaults)
    {
        var properties = new JsonObject();
        foreach (SettingProperty property in settings.Properties.OrderBy(OrderOf))
        {
            properties[property.Name] = WriteProperty(property, defaults is null ? null : property.Property.GetValue(defaults));
        }

        JsonArray required =
            [.. settings.Properties.Where(property => property.Find<RequiredAttribute>() is not null).Select(property => property.Name)];
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        if (required.Count > 0)
        {
            schema["required"] = required;
        }

        return schema;
    }

    private static int OrderOf(SettingProperty property) =>
        property.Find<DisplayAttribute>()?.GetOrder() ?? DisplayOrderOfThoseWithoutOne;

    // DisplayAttribute.Order: columns without one come after those with an order, as if it were 10,000.
    private const int DisplayOrderOfThoseWithoutOne = 10_000;

    private static JsonObject WriteProperty(SettingProperty property, object? value)
    {
        DisplayAttribute? display = property.Find<DisplayAttribute>();
        JsonObject schema = property.Shape is { Kind: SettingKind.Group, Nested: { } group }
            ? WriteClass(group, value ?? group.Create())
            : WriteShape(property.Shape);
        schema["title"] = display?.GetName() ?? Humanize(property.Property.Name);
        Add(schema, "description", display?.GetDescription() ?? property.Find<DescriptionAttribute>()?.Description);
        Add(schema, "x-unit", property.Find<UnitAttribute>()?.Symbol);
        Add(schema, "x-group", display?.GetGroupName());
        if (display?.GetOrder() is { } order)
        {
            schema["x-order"] = order;
        }

        if (property.Find<NeedsRestartAttribute>() is not null)
        {
            schema[RestartKeyword] = true;
        }

        SchemaRules.Add(schema, property);
        if (property.Shape.Kind is not (SettingKind.Group or SettingKind.Secret))
        {
            schema["default"] = SettingsBinder.Write(property.Shape, value);
        }

        return schema;
    }

    private static JsonObject WriteShape(SettingShape shape)
    {
        (string type, string? format) = shape.Kind switch
        {
            SettingKind.Boolean => ("boolean", null),
            SettingKind.Integer => ("integer", shape.Type == typeof(int) ? "int32" : "int64"),
            SettingKind.Number => ("number", shape.Type == typeof(double) ? "double" : "decimal"),
            SettingKind.Duration => ("string", SchemaFormats.Duration),
            SettingKind.Date => ("string", SchemaFormats.Date),
            SettingKind.Time => ("string", SchemaFormats.Time),
            SettingKind.Address => ("string", SchemaFormats.Address),
            SettingKind.List or SettingKind.Table => ("array", null),
            _ => ("string", (string?)null),
        };
        var schema = new JsonObject { ["type"] = shape.IsNullable ? new JsonArray(type, "null") : type };
        Add(schema, "format", format);
        switch (shape.Kind)
        {
            case SettingKind.Secret:
                schema["writeOnly"] = true;
                schema["x-secret"] = true;
                break;
            case SettingKind.Choice:
                AddChoices(schema, shape.Type);
                break;
            case SettingKind.List when shape.Element is { } element:
                schema["items"] = WriteShape(element);
                break;
            case SettingKind.Table when shape.Nested is { } row:
                schema["items"] = WriteClass(row, row.Create());
                break;
        }

        return schema;
    }

    private static void AddChoices(JsonObject schema, Type type)
    {
        FieldInfo[] members = type.GetFields(BindingFlags.Public | BindingFlags.Static);
        schema["enum"] = new JsonArray([.. members.Select(member => (JsonNode)SettingsBinder.NameOf(member.Name))]);
        schema["x-enum-titles"] = new JsonArray(
            [.. members.Select(member => (JsonNode)(member.GetCustomAttribute<DisplayAttribute>()?.GetName() ?? Humanize(member.Name)))]);
    }

    private static void Add(JsonObject schema, string keyword, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            schema[keyword] = text;
        }
    }

    // "PollInterval" becomes "Poll interval".
    private static string Humanize(string name)
    {
        string words = JsonNamingPolicy.SnakeCaseLower.ConvertName(name).Replace('_', ' ');
        return string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(words[0])}{words.AsSpan(1)}");
    }
}
