using System.Text.RegularExpressions;
using PiHub.Conventions.Tests.Sources;

namespace PiHub.Conventions.Tests.Documents;

/// <summary>Nothing is left for later inside a source.</summary>
internal sealed partial class OpenEndRule : IRule
{
    public string Name => "open-end";

    public IEnumerable<Violation> Check(SourceTree tree) =>
        from file in tree.Files
        where !file.Path.EndsWith("lock.json", StringComparison.Ordinal) && !file.Path.EndsWith("-lock.json", StringComparison.Ordinal)
        from Match match in OpenEnd().Matches(file.Text)
        select new Violation(file.Path, $"says {match.Value}: do it, or leave it out");

    // Written in halves, so that this file keeps its own rule.
    [GeneratedRegex(@"\b(TO" + @"DO|FIX" + @"ME|HA" + @"CK)\b")]
    private static partial Regex OpenEnd();
}
