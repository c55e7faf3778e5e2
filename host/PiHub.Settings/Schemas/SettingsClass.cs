using System.Reflection;
using PiHub.Sdk.Settings;

namespace PiHub.Settings.Schemas;

/// <summary>A plugin's settings class as reflection shows it. Refers to the plugin's code; nothing of it is cached anywhere.</summary>
internal sealed class SettingsClass
{
    private const string Kinds =
        "string, bool, int, long, double, decimal, TimeSpan, DateOnly, TimeOnly, an enum, Uri, Secret, a list of these, a list of a flat "
        + "class, or a class of these";

    private static readonly Dictionary<Type, SettingKind> Scalars = new()
    {
        [typeof(string)] = SettingKind.Text,
        [typeof(bool)] = SettingKind.Boolean,
        [typeof(int)] = SettingKind.Integer,
        [typeof(long)] = SettingKind.Integer,
        [typeof(double)] = SettingKind.Number,
        [typeof(decimal)] = SettingKind.Number,
        [typeof(TimeSpan)] = SettingKind.Duration,
        [typeof(DateOnly)] = SettingKind.Date,
        [typeof(TimeOnly)] = SettingKind.Time,
        [typeof(Uri)] = SettingKind.Address,
        [typeof(Secret)] = SettingKind.Secret,
    };

    private static readonly HashSet<Type> ListTypes =
    [
        typeof(List<>), typeof(IList<>), typeof(ICollection<>), typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>), typeof(IEnumerable<>),
    ];

    private SettingsClass(Type type, Level level)
    {
        Type = type;
        if (type.GetConstructor(Type.EmptyTypes) is null)
        {
            throw new InvalidOperationException($"the settings class {type.Name} needs a public constructor without parameters");
        }

        Properties =
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.GetIndexParameters().Length == 0 && property.SetMethod is { IsPublic: true })
                .Select(property => new SettingProperty(property, ShapeOf(property, level))),
        ];
        if (Properties.DistinctBy(property => property.Name, StringComparer.OrdinalIgnoreCase).Count() < Properties.Count)
        {
            throw new InvalidOperationException($"two properties of the settings class {type.Name} differ in case alone");
        }
    }

    // What a property may be depends on how deep its class lies.
    private enum Level
    {
        Top,
        Group,
        Row,
    }

    public Type Type { get; }

    public IReadOnlyList<SettingProperty> Properties { get; }

    /// <summary>Reads the class.</summary>
    /// <exception cref="InvalidOperationException">A property is nothing that settings can be; the message is for the author.</exception>
    public static SettingsClass Of(Type type) => new(type, Level.Top);

    public object Create() =>
        Activator.CreateInstance(Type) ?? throw new InvalidOperationException($"an object of {Type.Name} could not be made");

    private static SettingShape ShapeOf(PropertyInfo property, Level level)
    {
        Type type = property.PropertyType;
        if (ScalarOf(type) is { } scalar)
        {
            return scalar.Kind == SettingKind.Secret && level == Level.Row
                ? throw Refuse(property, "is a Secret in a table, where it could not be kept apart; make it a setting of its own")
                : scalar;
        }

        if (ElementOf(type) is { } element && level != Level.Row)
        {
            if (ScalarOf(element) is { Kind: not SettingKind.Secret, IsNullable: false } entry)
            {
                return new SettingShape(SettingKind.List, type, Element: entry);
            }

            if (IsPlainClass(element) && level == Level.Top)
            {
                return new SettingShape(SettingKind.Table, type, Nested: new SettingsClass(element, Level.Row));
            }
        }
        else if (level == Level.Top && IsPlainClass(type))
        {
            return new SettingShape(SettingKind.Group, type, Nested: new SettingsClass(type, Level.Group));
        }

        throw Refuse(property, $"is of type {type.Name}, which is no kind of setting here; use {Kinds}");
    }

    private static InvalidOperationException Refuse(PropertyInfo property, string why) =>
        new($"the setting {property.DeclaringType?.Name}.{property.Name} {why}");

    private static SettingShape? ScalarOf(Type type)
    {
        Type bare = Nullable.GetUnderlyingType(type) ?? type;
        SettingKind? kind = bare.IsEnum && !bare.IsDefined(typeof(FlagsAttribute), inherit: false)
            ? SettingKind.Choice
            : Scalars.TryGetValue(bare, out SettingKind known) ? known : null;
        return kind is { } found ? new SettingShape(found, bare, bare != type) : null;
    }

    private static Type? ElementOf(Type type) =>
        type.IsSZArray ? type.GetElementType()
        : type.IsGenericType && ListTypes.Contains(type.GetGenericTypeDefinition()) ? type.GenericTypeArguments[0]
        : null;

    // The framework's own classes are no settings, however many properties they have.
    private static bool IsPlainClass(Type type) =>
        type is { IsClass: true, IsAbstract: false, IsGenericType: false } && type.Assembly != typeof(object).Assembly && !type.IsArray;
}
