using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PiHub.Conventions.Tests.Sources;

/// <summary>One text file of the repository.</summary>
internal sealed class SourceFile(string path, string text)
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview);
    private readonly Lazy<CompilationUnitSyntax> _syntax =
        new(() => CSharpSyntaxTree.ParseText(text, Options).GetCompilationUnitRoot());

    /// <summary>The path from the repository's root, with slashes.</summary>
    public string Path { get; } = path;

    public string Text { get; } = text;

    public string Folder => System.IO.Path.GetDirectoryName(Path)!.Replace('\\', '/'); // A relative path has a folder, maybe empty.

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public string Extension => System.IO.Path.GetExtension(Path);

    public int LineCount => Text.Length == 0 ? 0 : Text.AsSpan().Count('\n') + (Text.EndsWith('\n') ? 0 : 1);

    /// <summary>The file parsed as C#.</summary>
    public CompilationUnitSyntax Syntax => _syntax.Value;

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal) || Path.StartsWith("host/web/test/", StringComparison.Ordinal);
}
