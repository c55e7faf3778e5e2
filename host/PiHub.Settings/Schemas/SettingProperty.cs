using System.Reflection;
using System.Text.Json;

namespace PiHub.Settings.Schemas;

/// <summary>A property of a plugin's settings class. Refers to the plugin's code.</summary>
internal sealed record SettingProperty(PropertyInfo Property, SettingShape Shape)
{
    /// <summary>Its name on the wire and in files.</summary>
    public string Name { get; } = JsonNamingPolicy.SnakeCaseLower.ConvertName(Property.Name);

    // Read from the member each time: the framework's own readers of attributes keep what they read, and its types, for ever.
    public TAttribute? Find<TAttribute>()
        where TAttribute : Attribute => Property.GetCustomAttribute<TAttribute>(inherit: true);
}
