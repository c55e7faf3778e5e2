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
              "id": "good", "name": "Good", "version": "1.2.3", "sdk": ">=0.1.0 <0.2.0", "entry": "Good.dll",
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
            $$"""{"id":"a","name":"A","version":"1.0.0","sdk":">=0.1.0 <0.2.0","entry":"{{entry}}"}""", out _);

        Assert.Contains("without a path", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "not valid")]
    [InlineData("null", "empty")]
    [InlineData("[]", "not valid")]
    [InlineData("""{"id":7}""", "not valid")]
    [InlineData("""{"id":"a","name":"A","version":"1.0.0","sdk":"","entry":"","licence":"MIT"}""", "licence")]
    public void Read_NoManifest_SaysWhy(string json, string expected) =>
        Assert.Contains(expected, Assert.Single(Read(json, out _)), StringComparison.Ordinal);

    private IReadOnlyList<string> Read(string json, out PluginManifest? manifest)
    {
        File.WriteAllText(Path.Combine(_folder, ManifestReader.FileName), json);
        return ManifestReader.Read(_folder, out manifest);
    }
}
