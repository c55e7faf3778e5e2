using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PiHub.Conventions.Tests.Sources;

namespace PiHub.Conventions.Tests.Layout;

/// <summary>At most one public type in a file, and the file named after it; a file of internal types is named after one of them.</summary>
internal sealed class PublicTypeRule : IRule
{
    public string Name => "one-public-type";

    public IEnumerable<Violation> Check(SourceTree tree)
    {
        foreach (SourceFile file in tree.CSharp)
        {
            List<MemberDeclarationSyntax> types = [.. file.Syntax.TopLevelTypes()];
            string[] all = [.. types.Select(DeclaredTypes.TypeName).Distinct()];
            string[] open = [.. types.Where(type => type.Modifiers.Any(SyntaxKind.PublicKeyword)).Select(DeclaredTypes.TypeName).Distinct()];
            if (open.Length > 1)
            {
                yield return new Violation(file.Path, $"{open.Length} public types ({string.Join(", ", open)}), at most one");
            }
            else if (all.Length > 0 && !(open.Length == 1 ? open : all).Contains(file.Name.Split('.')[0]))
            {
                yield return new Violation(file.Path, $"named after none of its types ({string.Join(", ", all)})");
            }
        }
    }
}
