using PiHub.Conventions.Tests.Sources;

namespace PiHub.Conventions.Tests.Projects;

/// <summary>A project file is at most 15 lines and part of the solution; what projects share stands in Directory.Build.props.</summary>
internal sealed class ProjectFileRule : IRule
{
    private const int MaximumLines = 15;

    public string Name => "project-file";

    public IEnumerable<Violation> Check(SourceTree tree)
    {
        string solution = tree.Find("PiHub.sln")?.Text.Replace('\\', '/') ?? "";
        foreach (SourceFile project in tree.Projects)
        {
            if (project.LineCount > MaximumLines)
            {
                yield return new Violation(project.Path, $"{project.LineCount} lines, at most {MaximumLines}");
            }

            if (!solution.Contains($"\"{project.Path}\"", StringComparison.Ordinal))
            {
                yield return new Violation($"{project.Path}#solution", "is not in PiHub.sln");
            }
        }
    }
}
