using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PiHub.Conventions.Tests.Sources;

namespace PiHub.Conventions.Tests.Members;

/// <summary>A method is read at one glance: at most 50 lines.</summary>
internal sealed class MethodSizeRule : IRule
{
    private const int MaximumLines = 50;

    public string Name => "method-size";

    public IEnumerable<Violation> Check(SourceTree tree) =>
        from file in tree.CSharp
        from node in file.Syntax.DescendantNodes()
        let name = NameOf(node)
        where name is not null
        let lines = node.LinesOf()
        where lines > MaximumLines
        select new Violation($"{file.Path}#{name}", $"{lines} lines, at most {MaximumLines}");

    private static string? NameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.Text,
        LocalFunctionStatementSyntax function => function.Identifier.Text,
        OperatorDeclarationSyntax => "operator",
        AccessorDeclarationSyntax => "accessor",
        _ => null,
    };
}
