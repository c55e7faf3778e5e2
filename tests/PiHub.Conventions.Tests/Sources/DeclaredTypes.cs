using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PiHub.Conventions.Tests.Sources;

/// <summary>Reads types out of parsed C#.</summary>
internal static class DeclaredTypes
{
    public static IEnumerable<MemberDeclarationSyntax> AllTypes(this SyntaxNode node) => node.DescendantNodes()
        .OfType<MemberDeclarationSyntax>()
        .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    public static IEnumerable<MemberDeclarationSyntax> TopLevelTypes(this CompilationUnitSyntax unit) =>
        unit.AllTypes().Where(type => type.Parent is BaseNamespaceDeclarationSyntax or CompilationUnitSyntax);

    public static string TypeName(MemberDeclarationSyntax type) => type switch
    {
        BaseTypeDeclarationSyntax declared => declared.Identifier.Text,
        DelegateDeclarationSyntax declared => declared.Identifier.Text,
        _ => "",
    };

    public static int LinesOf(this SyntaxNode node)
    {
        FileLinePositionSpan span = node.SyntaxTree.GetLineSpan(node.Span);
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
