using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

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

    /// <summary>The lines of a member, from its signature on; documentation and attributes are not counted.</summary>
    public static int LinesOf(this SyntaxNode node)
    {
        int attributesEnd = node.ChildNodes().OfType<AttributeListSyntax>().LastOrDefault()?.Span.End ?? node.SpanStart;
        SyntaxToken first = node.DescendantTokens().First(token => token.SpanStart >= attributesEnd);
        FileLinePositionSpan span = node.SyntaxTree.GetLineSpan(TextSpan.FromBounds(first.SpanStart, node.Span.End));
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}
