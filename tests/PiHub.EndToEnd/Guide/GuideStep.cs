using System.Text.RegularExpressions;

namespace PiHub.EndToEnd.Guide;

/// <summary>A marked block of the author's guide: commands, or the content of a file.</summary>
internal sealed partial record GuideStep(string Kind, string Name, string Content)
{
    /// <summary>The steps of a guide, in its order.</summary>
    public static IReadOnlyList<GuideStep> Read(string markdown) =>
        [.. Block().Matches(markdown).Select(match => new GuideStep(match.Groups["kind"].Value, match.Groups["name"].Value, match.Groups["content"].Value))];

    [GeneratedRegex(@"^<!-- (?<kind>step|file): (?<name>\S+) -->\n```\w+\n(?<content>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
