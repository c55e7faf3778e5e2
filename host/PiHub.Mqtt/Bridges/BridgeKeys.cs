using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace PiHub.Mqtt.Bridges;

/// <summary>Binds a section setting by setting, so that every one that is wrong is named.</summary>
internal static class BridgeKeys
{
    /// <summary>Sets what the section has.</summary>
    /// <param name="section">Where.</param>
    /// <param name="options">What to set.</param>
    /// <param name="skipped">A list that the caller reads, or null.</param>
    /// <param name="mistakes">Gets each mistake as a sentence with its place and remedy.</param>
    /// <param name="refused">Settings that are not for this section.</param>
    public static void Bind(IConfigurationSection section, object options, string? skipped, List<string> mistakes, params string[] refused)
    {
        Dictionary<string, PropertyInfo> known = options.GetType().GetProperties()
            .Where(property => !refused.Contains(property.Name))
            .ToDictionary(property => property.Name, StringComparer.OrdinalIgnoreCase);
        if (section.Value is { Length: > 0 } text)
        {
            mistakes.Add($"{section.Path} is '{text}', but needs settings of its own, as in {section.Path}:{known.Keys.First()}.");
        }

        foreach (IConfigurationSection child in section.GetChildren())
        {
            if (!known.TryGetValue(child.Key, out PropertyInfo? property))
            {
                mistakes.Add($"{child.Path} is no setting; there are {string.Join(", ", known.Keys)}.");
            }
            else if (property.Name != skipped)
            {
                Set(child, property, options, mistakes);
            }
        }
    }

    private static void Set(IConfigurationSection child, PropertyInfo property, object options, List<string> mistakes)
    {
        try
        {
            property.SetValue(options, child.Get(property.PropertyType) ?? property.GetValue(options));
        }
        catch (InvalidOperationException)
        {
            mistakes.Add($"{child.Path} '{child.Value}' cannot be read: {Expected(property.PropertyType)}.");
        }
    }

    private static string Expected(Type type) => type switch
    {
        { IsEnum: true } => $"say {string.Join(" or ", Enum.GetNames(type))}",
        _ when type == typeof(TimeSpan) => "write a duration as hh:mm:ss or d.hh:mm:ss",
        _ when type == typeof(string) => "write a text",
        _ => "write a whole number",
    };
}
