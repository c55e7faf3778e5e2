namespace PiHub.Conventions.Tests.Samples;

/// <summary>Samples for the rules about projects and documents.</summary>
internal static class TextSamples
{
    private const string Project = "<Project />";
    private const string Manifest = """{"id":"rain-gauge","name":"Rain gauge"}""";
    private const string Headings = "# A\n## Does\n## Devices\n## Topics\n## Entities\n## Settings\n## Limits\n## Trouble\n";

    // Halves keep this file itself within the rules that it breaks on purpose.
    private static readonly string OpenEnd = "// TO" + "DO later";
    private static readonly string MachinePath = "cd /ro" + "ot/src";
    private static readonly string HomePath = "see /home/" + "jane/src";
    private static readonly string Registry = "https://regi" + "stry.example.org/x";

    public static IEnumerable<Sample> All =>
    [
        new("open-end", "", ("host/A.cs", "// a mastodon, a hacksaw")),
        new("open-end", "host/A.cs", ("host/A.cs", OpenEnd)),
        new("machine-trace", "", ("docs/a.md", "see /home/pi/pihub and $HOME/work/x and https://example.org/nuget"), ("a/package-lock.json", "{\"version\": 1}")),
        new("machine-trace", "a.sh", ("a.sh", MachinePath)),
        new("machine-trace", "a.md", ("a.md", HomePath)),
        new("machine-trace", "nuget.config", ("nuget.config", Registry)),
        new("machine-trace", "host/web/package-lock.json", ("host/web/package-lock.json", "\"resolved\": \"https://example.org/lit.tgz\"")),
        new("project-readme", "", ("host/A/A.csproj", Project), ("host/A/B.cs", "class Bee;"), ("host/A/README.md", "`Bee` `Bee<T>` `PUBLISH` `a b` `x.cs`"), ("tests/T/T.csproj", Project)),
        new("project-readme", "host/A/README.md", ("host/A/A.csproj", Project)),
        new("project-readme", "host/A/README.md#Bee", ("host/A/A.csproj", Project), ("host/A/README.md", "Read `Bee`.")),
        new("project-readme", "host/A/README.md", ("host/A/A.csproj", Project), ("host/A/README.md", new string('\n', 41))),
        new("plugin-readme", "", ("plugins/A/A.csproj", Project), ("plugins/A/README.md", Headings), ("hal/drivers/B/B.csproj", Project)),
        new("plugin-readme", "plugins/A/README.md", ("plugins/A/A.csproj", Project)),
        new("plugin-readme", "plugins/A/README.md", ("plugins/A/A.csproj", Project), ("plugins/A/README.md", Headings.Replace("## Limits\n", "", StringComparison.Ordinal))),
        new("project-file", "", ("host/A/A.csproj", Project), ("PiHub.sln", "\"host\\A\\A.csproj\"")),
        new("project-file", "host/A/A.csproj", ("host/A/A.csproj", $"{Project}{new string('\n', 16)}"), ("PiHub.sln", "\"host\\A\\A.csproj\"")),
        new("project-file", "host/A/A.csproj#solution", ("host/A/A.csproj", Project), ("PiHub.sln", "\"host\\B\\A.csproj\"")),
        new("host-names-domain", "", ("plugins/RainGauge/plugin.json", Manifest), ("host/A.cs", "// rain, gauges"), ("host/README.md", "RainGauge"), ("plugins/RainGauge/A.cs", "// RainGauge")),
        new("host-names-domain", "host/A.cs", ("plugins/RainGauge/plugin.json", Manifest), ("host/A.cs", "var id = \"rain-gauge\";")),
        new("host-names-domain", "host/web/src/a.ts", ("hal/drivers/RainGauge/plugin.json", Manifest), ("host/web/src/a.ts", "new RainGaugePanel()")),
        .. ReferenceSamples,
    ];

    private static IEnumerable<Sample> ReferenceSamples =>
    [
        Reference("", "host/PiHub.Api", "host/PiHub.Recorder"),
        Reference("", "host/PiHub.Devices", "hal/PiHub.Hal"),
        Reference("", "hal/drivers/Meter", "hal/PiHub.Hal"),
        Reference("", "plugins/A", "sdk/PiHub.Sdk"),
        Reference("", "tests/PiHub.Host.Tests", "host/PiHub.Host"),
        Reference("PiHub.Hal", "sdk/PiHub.Sdk", "hal/PiHub.Hal"),
        Reference("PiHub.Mqtt", "sdk/PiHub.Sdk.Testing", "host/PiHub.Mqtt"),
        Reference("PiHub.Mqtt", "plugins/A", "host/PiHub.Mqtt"),
        Reference("PiHub.Hal", "plugins/A", "hal/PiHub.Hal"),
        Reference("PiHub.Mqtt", "hal/PiHub.Hal", "host/PiHub.Mqtt"),
        Reference("A", "host/PiHub.Api", "plugins/A"),
        Reference("PiHub.Recorder", "host/PiHub.Mqtt", "host/PiHub.Recorder"),
        Reference("PiHub.Api", "host/PiHub.Recorder", "host/PiHub.Api"),
        Reference("PiHub.Host", "host/PiHub.Api", "host/PiHub.Host"),
        Reference("A.Tests", "host/PiHub.Api", "tests/A.Tests"),
        new("project-reference", "host/PiHub.Mqtt/PiHub.Mqtt.csproj#PiHub.Recorder", ("host/PiHub.Mqtt/PiHub.Mqtt.csproj", To("host/B")), ("host/B/B.csproj", To("host/PiHub.Recorder"))),
    ];

    private static Sample Reference(string refused, string from, string to)
    {
        string path = $"{from}/{Path.GetFileName(from)}.csproj";
        return new("project-reference", refused.Length == 0 ? "" : $"{path}#{refused}", (path, To(to, from.Count(letter => letter == '/') + 1)));
    }

    private static string To(string project, int depth = 2) =>
        $"""<Project><ItemGroup><ProjectReference Include="{string.Concat(Enumerable.Repeat("../", depth))}{project}/{Path.GetFileName(project)}.csproj" /></ItemGroup></Project>""";
}
