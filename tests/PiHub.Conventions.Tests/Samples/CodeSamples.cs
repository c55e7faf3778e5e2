namespace PiHub.Conventions.Tests.Samples;

/// <summary>Samples for the rules about C# files.</summary>
internal static class CodeSamples
{
    private const string Project = "<Project />";

    public static IEnumerable<Sample> All =>
    [
        new("file-size", "", ("host/A/A.cs", Lines(300)), ("tests/A/B.cs", Lines(500)), ("host/A/long.md", Lines(900))),
        new("file-size", "host/A/A.cs", ("host/A/A.cs", Lines(301))),
        new("file-size", "tests/A/B.cs", ("tests/A/B.cs", Lines(501))),
        new("median-size", "", ("host/A.cs", Lines(60)), ("host/B.cs", Lines(200)), ("host/C.cs", Lines(1)), ("tests/D.cs", Lines(400))),
        new("median-size", "all", ("host/A.cs", Lines(61)), ("host/B.cs", Lines(200)), ("host/C.cs", Lines(1))),
        new("namespace-is-path", "", ("host/X.Y/X.Y.csproj", Project), ("host/X.Y/Z/A.cs", "namespace X.Y.Z; class A;")),
        new("namespace-is-path", "host/X.Y/Z/A.cs", ("host/X.Y/X.Y.csproj", Project), ("host/X.Y/Z/A.cs", "namespace X.Y; class A;")),
        new("one-public-type", "", ("host/A.cs", "public class A<T> { public class B; } class C;"), ("host/Program.cs", "Run();")),
        new("one-public-type", "host/A.cs", ("host/A.cs", "public class A; public enum B { }")),
        new("one-public-type", "host/A.cs", ("host/A.cs", "public class B; class A;")),
        new("one-public-type", "host/A.cs", ("host/A.cs", "class B; class C;")),
        new("empty-name", "", ("host/A.cs", "class Informed { int Data; } class DataReader;")),
        new("empty-name", "host/A.cs#StringHelper", ("host/A.cs", "class A; static class StringHelper;")),
        new("empty-name", "host/A.cs#PluginInfo", ("host/A.cs", "class A { record PluginInfo; }")),
        new("empty-name", "host/Common", ("host/Common/A.cs", "class A;")),
        new("namespace-is-path", "", ("host/X/X.csproj", "<Project><RootNamespace>Y.X</RootNamespace></Project>"), ("host/X/A.cs", "namespace Y.X; class A;")),
        new("method-size", "", ("host/A.cs", Method(50)), ("host/B.cs", Method(50).Replace(" void", "[Row(\n1)]\n[Row(2)]\n/// <summary>B.</summary>\n void", StringComparison.Ordinal))),
        new("method-size", "host/A.cs#Run", ("host/A.cs", Method(51))),
        new("constructor-size", "", ("host/A.cs", "class A(int a, int b, int c, int d, int e, int f); record R(int a, int b, int c, int d, int e, int f, int g);")),
        new("constructor-size", "host/A.cs#A", ("host/A.cs", "class A(int a, int b, int c, int d, int e, int f, int g);")),
        new("constructor-size", "host/A.cs#A", ("host/A.cs", "class A { A(int a, int b, int c, int d, int e, int f, int g) { } }")),
        new("unit-suffix", "", ("sdk/A.cs", "public class A { public double PowerWatts; int x; public string Name; public int RetryCount { get; } public long SamplesDropped; }")),
        new("unit-suffix", "", ("host/A.cs", "public class A { public int Number; }"), ("hal/B.cs", "class B { public int Number; }")),
        new("unit-suffix", "sdk/A.cs#A.Power", ("sdk/A.cs", "public class A { public double? Power { get; } }")),
        new("unit-suffix", "sdk/A.cs#A.Limit", ("sdk/A.cs", "public class A { public const int Limit = 1; }")),
        new("unit-suffix", "hal/B.cs#B.Speed", ("hal/B.cs", "public interface B { uint Speed { get; } }")),
        new("unit-suffix", "hal/C.cs#C.Angle", ("hal/C.cs", "public record C(float Angle);")),
        .. LogSamples,
    ];

    private static IEnumerable<Sample> LogSamples =>
    [
        new("log-class", "", ("host/X/X.csproj", Project), ("host/X/Log.cs", Log("[LoggerMessage(1, L, \"a\")] void A(); [LoggerMessage(EventId = 2)] void B();")), ("host/Y/Y.csproj", Project), ("host/Y/Log.cs", Log("[LoggerMessage(1, L, \"a\")] void A();"))),
        new("log-class", "host/X/Log.cs#B", ("host/X/X.csproj", Project), ("host/X/Log.cs", Log("[LoggerMessage(1, L, \"a\")] void A(); [LoggerMessage(EventId = 1)] void B();"))),
        new("log-class", "host/X/Log.cs#A", ("host/X/X.csproj", Project), ("host/X/Log.cs", Log("[LoggerMessage(L, \"a\")] void A();"))),
        new("log-class", "host/X/B.cs#A", ("host/X/X.csproj", Project), ("host/X/B.cs", "class B { [LoggerMessage(1, L, \"a\")] void A(); }")),
        new("log-class", "host/X/Z/Log.cs#A", ("host/X/X.csproj", Project), ("host/X/Log.cs", Log("[LoggerMessage(1, L, \"a\")] void A();")), ("host/X/Z/Log.cs", Log("[LoggerMessage(2, L, \"a\")] void A();"))),
    ];

    private static string Lines(int count) => string.Concat(Enumerable.Repeat("// line\n", count));

    private static string Method(int lines) => $"class A\n{{\n void Run()\n {{\n{Lines(lines - 3)} }}\n}}\n";

    private static string Log(string members) => $"static partial class Log {{ {members} }}";
}
