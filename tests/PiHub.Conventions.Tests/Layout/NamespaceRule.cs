using System.Xml.Linq;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PiHub.Conventions.Tests.Sources;

namespace PiHub.Conventions.Tests.Layout;

/// <summary>A namespace is the project's root namespace, its name unless the project file says otherwise, followed by the folders.</summary>
internal sealed class NamespaceRule : IRule
{
    public string Name => "namespace-is-path";

    public IEnumerable<Violation> Check(SourceTree tree) =>
        from file in tree.CSharp
        let project = tree.ProjectOf(file)
        where project is not null
        let expected = $"{RootOf(project)}{file.Folder[project.Folder.Length..].Replace('/', '.')}"
        from declared in file.Syntax.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>()
        where declared.Name.ToString() != expected
        select new Violation(file.Path, $"namespace {declared.Name}, its path says {expected}");

    private static string RootOf(SourceFile project) =>
        XDocument.Parse(project.Text).Descendants("RootNamespace").FirstOrDefault()?.Value ?? project.Name;
}
