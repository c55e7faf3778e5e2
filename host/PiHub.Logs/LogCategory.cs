namespace PiHub.Logs;

/// <summary>The category of a plugin's logger: the plugin's id and the plugin's own category.</summary>
public static class LogCategory
{
    private const string Separator = ": ";

    /// <summary>The category under which the hub logs what a plugin says.</summary>
    /// <param name="plugin">The plugin's id.</param>
    /// <param name="category">The plugin's own category.</param>
    public static string Of(string plugin, string category) => plugin + Separator + category;

    // No category of .NET has a colon and a blank: they are names of types.
    internal static (string? Plugin, string Category) Split(string category)
    {
        int end = category.IndexOf(Separator, StringComparison.Ordinal);
        return end <= 0 ? (null, category) : (category[..end], category[(end + Separator.Length)..]);
    }
}
