namespace PiHub.Settings.Schemas;

/// <summary>The kind of a setting with the type that it has in the plugin.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Type">The type, without <c>Nullable</c>.</param>
/// <param name="IsNullable">Whether it may be null by its type.</param>
/// <param name="Element">The shape of a list's entries.</param>
/// <param name="Nested">The class of a group or of a table's rows.</param>
internal sealed record SettingShape(
    SettingKind Kind, Type Type, bool IsNullable = false, SettingShape? Element = null, SettingsClass? Nested = null);
