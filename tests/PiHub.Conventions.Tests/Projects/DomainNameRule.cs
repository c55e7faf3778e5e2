using System.Text.Json;
using System.Text.RegularExpressions;
using PiHub.Conventions.Tests.Sources;

namespace PiHub.Conventions.Tests.Projects;

/// <summary>The host knows no domain: no source of it names a driver or a plugin.</summary>
internal sealed class DomainNameRule : IRule
{
    private static readonly string[] SourceExtensions = [".cs", ".ts", ".css", ".html", ".json", ".csproj", ".targets"];

    public string Name => "host-names-domain";

    public IEnumerable<Violation> Check(SourceTree tree)
    {
        string[] names = [.. tree.Files
            .Where(file => Path.GetFileName(file.Path) == "plugin.json" && !file.IsTest)
            .SelectMany(file => NamesOf(file.Text).Append(Path.GetFileName(file.Folder)))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(Regex.Escape)];
        if (names.Length == 0)
        {
            return [];
        }

        Regex named = new($@"(?<!\w)({string.Join('|', names)})", RegexOptions.IgnoreCase);
        return from file in tree.Files
               where file.Path.StartsWith("host/", StringComparison.Ordinal) && !file.IsTest && SourceExtensions.Contains(file.Extension)
               from match in named.Matches(file.Text).Take(1)
               select new Violation(file.Path, $"names '{match.Value}'");
    }

    private static IEnumerable<string> NamesOf(string manifest)
    {
        using JsonDocument json = JsonDocument.Parse(manifest);
        string[] keys = ["id", "name"];
        return [.. keys.Where(key => json.RootElement.TryGetProperty(key, out _))
            .Select(key => json.RootElement.GetProperty(key).GetString())
            .OfType<string>()];
    }
}
