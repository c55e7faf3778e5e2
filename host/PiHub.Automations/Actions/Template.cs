using System.Text.Json;
using System.Text.RegularExpressions;

namespace PiHub.Automations.Actions;

/// <summary>Fills the four placeholders of a text; everything else in it stays as it is.</summary>
internal static partial class Template
{
    /// <summary>The first placeholder that is none of the four; null when there is none. JSON has quotes behind its braces, so it has none.</summary>
    public static string? UnknownIn(string? text) => Placeholder().Matches(text ?? "")
        .Select(match => match.Value)
        .FirstOrDefault(name => name is not ("{value}" or "{device}" or "{metric}" or "{time}"));

    /// <summary>Fills a text. In one that is JSON, what is filled in keeps it JSON: quotes and line ends are escaped.</summary>
    public static string Fill(string text, Circumstances circumstances)
    {
        bool isJson = Json().IsMatch(text);
        return Placeholder().Replace(text, match => match.Value switch
        {
            "{value}" => Written(circumstances.Value, isJson),
            "{device}" => Written(circumstances.Device, isJson),
            "{metric}" => Written(circumstances.Metric, isJson),
            "{time}" => circumstances.TimeText,
            _ => match.Value,
        });
    }

    // An object or an array, and not a text that begins with a placeholder.
    [GeneratedRegex(@"^\s*(\[|\{\s*[""}])")]
    private static partial Regex Json();

    private static string Written(string text, bool isJson) => isJson ? JsonEncodedText.Encode(text).ToString() : text;

    [GeneratedRegex(@"\{[a-z_]+\}")]
    private static partial Regex Placeholder();
}
