using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PiHub.Conventions.Tests.Sources;

namespace PiHub.Conventions.Tests.Members;

/// <summary>A class that needs more than six things does more than one. Records hold values and are not counted.</summary>
internal sealed class ConstructorRule : IRule
{
    private const int MaximumParameters = 6;

    public string Name => "constructor-size";

    public IEnumerable<Violation> Check(SourceTree tree) =>
        from file in tree.CSharp
        from node in file.Syntax.DescendantNodes()
        let constructor = Read(node)
        where constructor.Count > MaximumParameters
        select new Violation($"{file.Path}#{constructor.Name}", $"{constructor.Count} parameters, at most {MaximumParameters}");

    private static (string Name, int Count) Read(SyntaxNode node) => node switch
    {
        ConstructorDeclarationSyntax constructor => (constructor.Identifier.Text, constructor.ParameterList.Parameters.Count),
        TypeDeclarationSyntax { ParameterList: { } parameters } type and not RecordDeclarationSyntax =>
            (type.Identifier.Text, parameters.Parameters.Count),
        _ => ("", 0),
    };
}
