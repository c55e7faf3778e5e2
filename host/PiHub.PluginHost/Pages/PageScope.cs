using System.Text.RegularExpressions;

namespace PiHub.PluginHost.Pages;

/// <summary>Where in a page something stands, and which placeholders its routes may have.</summary>
internal sealed partial class PageScope(string page, IEnumerable<string> names, string element = "")
{
    private readonly HashSet<string> _names = [.. names];

    public PageScope Below(string name) => new(page, _names, element.Length == 0 ? name : $"{name} in the {element}");

    public PageScope With(IEnumerable<string> more) => new(page, _names.Concat(more), element);

    public void Require(bool isMet, string otherwise)
    {
        if (!isMet)
        {
            throw new ArgumentException($"The {element} of the page '{page}' {otherwise}.");
        }
    }

    public void RequireOneOf(string? source, string? device) =>
        Require(source is null != device is null, "needs either a source or a device");

    public void RequireRoute(string? route, string what)
    {
        if (route is null)
        {
            return;
        }

        Require(
            IsRelative(route),
            $"has the {what} '{route}', which is not a route of the plugin: without scheme, leading slash and '..', e.g. items/{{id}}");
        RequireKnown(route, what);
    }

    /// <summary>All placeholders of a text must be known here.</summary>
    public void RequireKnown(string? text, string what)
    {
        foreach (Match match in Placeholder().Matches(text ?? ""))
        {
            string name = match.Groups[1].Value;
            Require(
                _names.Contains(name),
                $"has the placeholder '{{{name}}}' in its {what}, which is neither a parameter of the page nor a field here "
                + $"({(_names.Count == 0 ? "there are none" : string.Join(", ", _names.Order(StringComparer.Ordinal)))})");
        }
    }

    public static bool IsRelative(string? path) =>
        !string.IsNullOrEmpty(path)
        && path[0] is not ('/' or '\\' or '?' or '#')
        && !path.Contains("//", StringComparison.Ordinal)
        && !path.Contains('\\', StringComparison.Ordinal)
        && !path.Contains('#', StringComparison.Ordinal)
        && !path.Split('?')[0].Contains(':', StringComparison.Ordinal)
        && !path.Split('?')[0].Contains('%', StringComparison.Ordinal)
        && !path.Split('?')[0].Split('/').Any(part => part is ".." or ".")
        && !path.Any(char.IsWhiteSpace);

    [GeneratedRegex(@"\{([^{}]*)\}")]
    private static partial Regex Placeholder();
}
