using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using PiHub.Sdk.Settings;

namespace PiHub.Settings.Schemas;

/// <summary>Makes objects of a plugin's settings class from JSON, and JSON from them.</summary>
/// <remarks>By plain reflection, whose caches belong to the types themselves; a serializer's would have to be proved for every kind.
/// </remarks>
internal static class SettingsBinder
{
    /// <summary>An object with the class's defaults, but for the values given by path.</summary>
    /// <param name="settings">The class.</param>
    /// <param name="values">Values that <see cref="SchemaCheck"/> has passed.</param>
    public static object Create(SettingsClass settings, IReadOnlyDictionary<string, JsonElement> values)
    {
        object instance = settings.Create();
        foreach (SettingProperty property in settings.Properties)
        {
            if (property.Shape is { Kind: SettingKind.Group, Nested: { } nested })
            {
                object group = property.Property.GetValue(instance) ?? nested.Create();
                foreach (SettingProperty member in nested.Properties)
                {
                    Set(group, member, values, SettingPath.Of(property.Name, member.Name));
                }

                property.Property.SetValue(instance, group);
            }
            else
            {
                Set(instance, property, values, property.Name);
            }
        }

        return instance;
    }

    /// <summary>The name of an enum's value on the wire.</summary>
    public static string NameOf(string enumMember) => JsonNamingPolicy.SnakeCaseLower.ConvertName(enumMember);

    /// <summary>A value as JSON; null for null, and for every secret.</summary>
    /// <exception cref="InvalidOperationException">The value is none that JSON or the type knows, such as a NaN.</exception>
    public static JsonNode? Write(SettingShape shape, object? value) => value is null ? null : shape.Kind switch
    {
        SettingKind.Secret => null,
        SettingKind.Duration => IsoDuration.Write((TimeSpan)value),
        SettingKind.Date => ScalarForms.Write((DateOnly)value),
        SettingKind.Time => ScalarForms.Write((TimeOnly)value),
        SettingKind.Address => ((Uri)value).OriginalString,
        SettingKind.Choice => NameOf(
            Enum.GetName(shape.Type, value) ?? throw new InvalidOperationException($"{value} is no value of {shape.Type.Name}")),
        SettingKind.List when shape.Element is { } element => Write((IEnumerable)value, entry => Write(element, entry)),
        SettingKind.Table when shape.Nested is { } row => Write((IEnumerable)value, entry => WriteObject(row, entry)),
        SettingKind.Group when shape.Nested is { } group => WriteObject(group, value),
        _ => value switch
        {
            bool flag => flag,
            int number => number,
            long number => number,
            decimal number => number,
            double number when double.IsFinite(number) => number,
            string text => text,
            _ => throw new InvalidOperationException($"{value} cannot be a setting"),
        },
    };

    private static JsonArray Write(IEnumerable entries, Func<object?, JsonNode?> write) => [.. entries.Cast<object?>().Select(write)];

    private static JsonObject? WriteObject(SettingsClass settings, object? instance) => instance is null ? null : new JsonObject(
        settings.Properties.Select(property =>
            KeyValuePair.Create(property.Name, Write(property.Shape, property.Property.GetValue(instance)))));

    private static void Set(
        object instance, SettingProperty property, IReadOnlyDictionary<string, JsonElement> values, string path)
    {
        if (values.TryGetValue(path, out JsonElement value))
        {
            property.Property.SetValue(instance, Read(property.Shape, value));
        }
    }

    private static object? Read(SettingShape shape, JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : shape.Kind switch
    {
        SettingKind.Text => value.GetString(),
        SettingKind.Boolean => value.GetBoolean(),
        SettingKind.Integer => shape.Type == typeof(int) ? (object)value.GetInt32() : value.GetInt64(),
        SettingKind.Number => shape.Type == typeof(double) ? (object)value.GetDouble() : value.GetDecimal(),
        SettingKind.Duration => IsoDuration.TryRead(value.GetString(), out TimeSpan duration) ? duration : throw Unread(value),
        SettingKind.Date => ScalarForms.TryReadDate(value.GetString(), out DateOnly date) ? date : throw Unread(value),
        SettingKind.Time => ScalarForms.TryReadTime(value.GetString(), out TimeOnly time) ? time : throw Unread(value),
        SettingKind.Choice => ReadChoice(shape.Type, value),
        SettingKind.Address => value.GetString() is { Length: > 0 } address ? new Uri(address, UriKind.Absolute) : null,
        SettingKind.Secret => new Secret(value.GetString() ?? ""),
        SettingKind.List when shape.Element is { } element => ReadList(shape.Type, element.Type, value, entry => Read(element, entry)),
        SettingKind.Table when shape.Nested is { } row => ReadList(shape.Type, row.Type, value, entry => ReadRow(row, entry)),
        _ => throw Unread(value),
    };

    private static object ReadChoice(Type type, JsonElement value) =>
        Enum.GetNames(type).FirstOrDefault(name => value.ValueEquals(NameOf(name))) is { } member
            ? Enum.Parse(type, member)
            : throw Unread(value);

    private static object ReadRow(SettingsClass row, JsonElement value) =>
        Create(row, value.EnumerateObject().ToDictionary(cell => cell.Name, cell => cell.Value, StringComparer.Ordinal));

    // An array is every interface that a list may be declared as.
    private static IList ReadList(Type type, Type element, JsonElement value, Func<JsonElement, object?> read)
    {
        var entries = Array.CreateInstance(element, value.GetArrayLength());
        int index = 0;
        foreach (JsonElement entry in value.EnumerateArray())
        {
            entries.SetValue(read(entry), index++);
        }

        return type.IsInterface || type.IsArray
            ? entries
            : (IList)(Activator.CreateInstance(type, entries) ?? throw new InvalidOperationException($"{type} could not be made"));
    }

    private static InvalidOperationException Unread(JsonElement value) =>
        new(string.Create(CultureInfo.InvariantCulture, $"a setting of kind {value.ValueKind} was not checked before it was used"));
}
