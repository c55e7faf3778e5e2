using PiHub.Conventions.Tests.Sources;

namespace PiHub.Conventions.Tests.Projects;

/// <summary>Project references point one way, also through other projects.</summary>
internal sealed class ReferenceRule : IRule
{
    public string Name => "project-reference";

    public IEnumerable<Violation> Check(SourceTree tree) =>
        from project in tree.Projects
        from target in Reachable(project, tree)
        let reason = Dependencies.Refuse(project.Path, target)
        where reason is not null
        select new Violation($"{project.Path}#{Path.GetFileNameWithoutExtension(target)}", reason);

    private static HashSet<string> Reachable(SourceFile project, SourceTree tree)
    {
        HashSet<string> reached = [];
        Queue<SourceFile> open = new([project]);
        while (open.TryDequeue(out SourceFile? next))
        {
            foreach (string target in SourceTree.ReferencesOf(next).Where(reached.Add))
            {
                if (tree.Find(target) is { } found)
                {
                    open.Enqueue(found);
                }
            }
        }

        return reached;
    }
}
