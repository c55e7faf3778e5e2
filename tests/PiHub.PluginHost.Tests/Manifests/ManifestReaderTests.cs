using PiHub.PluginHost.Manifests;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Tests.Manifests;

public sealed class ManifestReaderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Read_GoodManifest_HasNoErrors()
    {
        File.WriteAllText(Path.Combine(_folder, "Good.dll"), "");

        IReadOnlyList<string> errors = Read(
            """
            {
              // comments are allowed
              "id": "good", "name": "Good", "version": "1.2.3", "sdk": ">=0.2.0 <0.3.0", "entry": "Good.dll",
              "permissions": { "subscribe": ["pihub/+/state"] },
              "demo_devices": [{ "id": "meter", "driver": "good", "name": "Meter", "settings": { "port": "x" } }],
            }
            """,
            out PluginManifest? manifest);

        Assert.Empty(errors);
        Assert.Equal("good", manifest?.Id);
        Assert.Equal("x", manifest?.DemoDevices[0].Settings.GetProperty("port").GetString());
    }

    [Fact]
    public void Read_ManyMistakes_AreAllNamedAtOnce()
    {
        IReadOnlyList<string> errors = Read(
            """{"id":"Bad Id","name":"","version":"1","sdk":"*","entry":"a/b.dll","permissions":{"publish":["a/#/b"]},"demo_devices":[{"id":"X","driver":"d","name":"n"}]}""",
            out _);

        Assert.Collection(
            errors,
            error => Assert.Contains("Bad Id", error, StringComparison.Ordinal),
            error => Assert.Contains("name", error, StringComparison.Ordinal),
            error => Assert.Contains("version", error, StringComparison.Ordinal),
            error => Assert.Contains("sdk", error, StringComparison.Ordinal),
            error => Assert.Contains("a/b.dll", error, StringComparison.Ordinal),
            error => Assert.Contains("a/#/b", error, StringComparison.Ordinal),
            error => Assert.Contains("'X'", error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("../evil.dll")]
    [InlineData("/etc/evil.dll")]
    [InlineData(@"..\\evil.dll")]
    [InlineData("~/evil.dll")]
    [InlineData("http://evil/evil.dll")]
    [InlineData(@"\\\\server\\share\\evil.dll")]
    [InlineData("...dll")]
    [InlineData("evil.so")]
    [InlineData(" .dll")]
    public void Read_EntryOutsideTheFolder_IsRefused(string entry)
    {
        IReadOnlyList<string> errors = Read(
            $$"""{"id":"a","name":"A","version":"1.0.0","sdk":">=0.2.0 <0.3.0","entry":"{{entry}}"}""", out _);

        Assert.Contains("without a path", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("  ", "it is not JSON: ")]
    [InlineData("null", "empty")]
    [InlineData("""{"id":"a" """, "it is not JSON: ")]
    [InlineData("{x}", "(line 1)")]
    [InlineData("[]", "the whole must be an object")]
    [InlineData("""{"id":7}""", "id must be a text (line 1)")]
    [InlineData("""{"permissions":{"publish":"a"}}""", "permissions.publish must be a list of texts")]
    [InlineData("""{"permissions":{"subscribe":["a",{}]}}""", "permissions.subscribe[1] must be a text")]
    [InlineData("""{"permissions":{"write":[]}}""", "permissions.write is no member of a manifest")]
    [InlineData("""{"demo_devices":{}}""", "demo_devices must be a list of objects")]
    [InlineData("""{"demo_devices":[{"id":"a"},3]}""", "demo_devices[1] must be an object")]
    [InlineData("""{"demo_devices":[{"driver":3}]}""", "demo_devices[0].driver must be a text")]
    [InlineData("""{"id":"a","name":"A","version":"1.0.0","sdk":"","entry":"","licence":"MIT"}""", "licence is no member")]
    public void Read_NoManifest_SaysWhyInTheAuthorsWords(string json, string expected)
    {
        string error = Assert.Single(Read(json, out _));

        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Path:", error, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", error, StringComparison.Ordinal);
        Assert.False(error.EndsWith('.'), error);
    }

    [Theory]
    [InlineData("\"driver\":\"Bad Driver\",\"name\":\"n\"", "driver 'Bad Driver'")]
    [InlineData("\"name\":\"n\"", "driver ''")]
    [InlineData("\"driver\":\"d\"", "name must have")]
    [InlineData("\"driver\":\"d\",\"name\":\" \"", "name must have")]
    [InlineData("\"driver\":\"d\",\"name\":\"n\",\"settings\":[]", "settings must be an object")]
    public void Read_DemoDeviceThatTheHubWouldRefuse_IsNamed(string members, string expected) =>
        Assert.Contains(expected, ReadDemoDevice(members), StringComparison.Ordinal);

    [Fact]
    public void Read_DemoDevice_HasANameOfAHundredCharactersAtMost()
    {
        string good = new('n', 100);
        Assert.Null(ReadDemoDevice($"\"driver\":\"d\",\"name\":\"{good}\",\"settings\":null"));
        Assert.Contains("name must have", ReadDemoDevice($"\"driver\":\"d\",\"name\":\"{good}n\""), StringComparison.Ordinal);
    }

    private string? ReadDemoDevice(string members)
    {
        File.WriteAllText(Path.Combine(_folder, "Good.dll"), "");
        return Read(
            $$"""{"id":"a","name":"A","version":"1.0.0","sdk":">=0.2.0 <0.3.0","entry":"Good.dll","demo_devices":[{"id":"x",{{members}}}]}""",
            out _).SingleOrDefault();
    }

    private IReadOnlyList<string> Read(string json, out PluginManifest? manifest)
    {
        File.WriteAllText(Path.Combine(_folder, ManifestReader.FileName), json);
        return ManifestReader.Read(_folder, out manifest);
    }
}
