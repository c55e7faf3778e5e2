using System.Text.RegularExpressions;
using PiHub.Conventions.Tests.Sources;

namespace PiHub.Conventions.Tests.Documents;

/// <summary>Every plugin's README has the same headings in the same order, so that a reader finds his way in any of them.</summary>
internal sealed partial class PluginReadmeRule : IRule
{
    private static readonly string[] Headings = ["Does", "Devices", "Topics", "Entities", "Settings", "Limits", "Trouble"];

    public string Name => "plugin-readme";

    public IEnumerable<Violation> Check(SourceTree tree)
    {
        foreach (SourceFile project in tree.Projects.Where(file => file.Path.StartsWith("plugins/", StringComparison.Ordinal)))
        {
            string path = $"{project.Folder}/README.md";
            string[] found = [.. Heading().Matches(tree.Find(path)?.Text ?? "").Select(match => match.Groups[1].Value)];
            if (!found.SequenceEqual(Headings))
            {
                yield return new Violation(path, $"its second-level headings are {string.Join(", ", Headings)}");
            }
        }
    }

    [GeneratedRegex(@"^## +(.+?)\s*$", RegexOptions.Multiline)]
    private static partial Regex Heading();
}
