using System.Text.RegularExpressions;
using PiHub.Conventions.Tests.Sources;

namespace PiHub.Conventions.Tests.Documents;

/// <summary>No file knows the machine that it was written on, or where its packages came from.</summary>
internal sealed partial class MachineTraceRule : IRule
{
    public string Name => "machine-trace";

    public IEnumerable<Violation> Check(SourceTree tree) =>
        from file in tree.Files
        from match in MachinePath().Matches(file.Text).Concat(RegistryHost().Matches(file.Text)).Concat(IsLock(file) ? Resolved().Matches(file.Text) : [])
        select new Violation(file.Path, $"holds '{match.Value}'");

    private static bool IsLock(SourceFile file) => Path.GetFileName(file.Path) is "package-lock.json" or "packages.lock.json";

    [GeneratedRegex(@"(?<![\w.$}])/(root|work|home/(?!pi\b)\w+|Users/\w+|tmp/w)/[\w.-]*")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"https?://(?:[\w-]+\.)*(?:registry|nuget|npm|artifactory|nexus|mirror|proxy)[\w-]*\.[\w.:/-]+", RegexOptions.IgnoreCase)]
    private static partial Regex RegistryHost();

    [GeneratedRegex("\"resolved\":\\s*\"https?://[^\"]*\"")]
    private static partial Regex Resolved();
}
