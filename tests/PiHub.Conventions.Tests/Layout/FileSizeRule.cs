using PiHub.Conventions.Tests.Sources;

namespace PiHub.Conventions.Tests.Layout;

/// <summary>A source file holds one idea: at most 300 lines, tests 500.</summary>
internal sealed class FileSizeRule : IRule
{
    private const int MaximumLines = 300;
    private const int MaximumTestLines = 500;

    public string Name => "file-size";

    public IEnumerable<Violation> Check(SourceTree tree) =>
        from file in tree.Files
        where file.Extension is ".cs" or ".ts"
        let limit = file.IsTest ? MaximumTestLines : MaximumLines
        where file.LineCount > limit
        select new Violation(file.Path, $"{file.LineCount} lines, at most {limit}: split it by idea");
}
