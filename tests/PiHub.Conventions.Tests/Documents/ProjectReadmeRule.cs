using System.Text.RegularExpressions;
using PiHub.Conventions.Tests.Sources;

namespace PiHub.Conventions.Tests.Documents;

/// <summary>Each project of host, sdk and hal has a README of at most 40 lines that names only types that exist.</summary>
internal sealed partial class ProjectReadmeRule : IRule
{
    private const int MaximumLines = 40;

    public string Name => "project-readme";

    public IEnumerable<Violation> Check(SourceTree tree)
    {
        HashSet<string> types = [.. tree.CSharp.SelectMany(file => file.Syntax.AllTypes()).Select(DeclaredTypes.TypeName)];
        return tree.Projects
            .Where(project => project.Path.StartsWith("host/", StringComparison.Ordinal)
                || project.Path.StartsWith("sdk/", StringComparison.Ordinal) || project.Path.StartsWith("hal/", StringComparison.Ordinal))
            .SelectMany(project => CheckReadme($"{project.Folder}/README.md", tree, types));
    }

    private static IEnumerable<Violation> CheckReadme(string path, SourceTree tree, HashSet<string> types)
    {
        if (tree.Find(path) is not { } readme)
        {
            return [new Violation(path, "is missing: its job, its step, three files to read first, its invariants")];
        }

        var unknown = from Match match in TypeInTicks().Matches(readme.Text)
                      let name = match.Groups[1].Value
                      where !types.Contains(name)
                      select new Violation($"{path}#{name}", "names a type that does not exist");
        return readme.LineCount > MaximumLines
            ? unknown.Append(new Violation(path, $"{readme.LineCount} lines, at most {MaximumLines}"))
            : unknown;
    }

    // A word with an inner change to lower case; PUBLISH or README is none.
    [GeneratedRegex("`([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:<[^`]*>)?`")]
    private static partial Regex TypeInTicks();
}
