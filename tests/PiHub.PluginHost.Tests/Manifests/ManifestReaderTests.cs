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
              "id": "good", "name": "Good", "version": "1.2.3", "sdk": ">=0.3.0 <0.4.0", "entry": "Good.dll",
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
            $$"""{"id":"a","name":"A","version":"1.0.0","sdk":">=0.3.0 <0.4.0","entry":"{{entry}}"}""", out _);

        Assert.Contains("without a path", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "plugin.json is empty")]
    [InlineData("  ", "is not JSON")]
    [InlineData("null", "empty")]
    [InlineData("""{"id":"a" """, "is not JSON")]
    [InlineData("{x}", "(line 1)")]
    [InlineData("[]", "the whole must be an object")]
    [InlineData("{\"id\":\n7}", "id must be a text, not a number (line 2)")]
    [InlineData("""{"permissions":{"publish":"a"}}""", "permissions.publish must be a list of texts")]
    [InlineData("""{"permissions":{"subscribe":["a",{}]}}""", "permissions.subscribe[1] must be a text")]
    [InlineData("""{"permissions":{"write":[]}}""", "permissions.write is no member of a manifest")]
    [InlineData("""{"permissions":{"connect":["https://example.com/"]}}""", "permissions.connect[0] must be a host")]
    [InlineData("""{"permissions":{"hardware":["spi"]}}""", "permissions.hardware[0] must be a hardware port")]
    [InlineData("""{"demo_devices":{}}""", "demo_devices must be a list of objects")]
    [InlineData("""{"demo_devices":[{"id":"a"},3]}""", "demo_devices[1] must be an object")]
    [InlineData("""{"demo_devices":[{"driver":3}]}""", "demo_devices[0].driver must be a text")]
    [InlineData("""{"licence":"MIT"}""", "licence is no member of a manifest (line 1): did you mean 'license'?")]
    [InlineData("""{"demoDevices":[]}""", "did you mean 'demo_devices'?")]
    [InlineData("""{"whatever":[]}""", "remove it; there are: id, name")]
    [InlineData("{\"name\":\"a\",\n\"name\":\"b\"}", "name is given twice (line 2)")]
    [InlineData("""{"name":"\ud800"}""", "not valid Unicode")]
    [InlineData("""{"name":null}""", "name must be a text, not null")]
    [InlineData("""{"id":"a","dependencies":[{"id":"a","version":">=1.0.0 <2.0.0"}]}""", "dependencies[0].id names the plugin itself")]
    [InlineData("""{"dependencies":[{"id":"b","version":"1.0.0"}]}""", "dependencies[0].version must be a range")]
    [InlineData("""{"listener":{"port":65536}}""", "listener.port must be a whole number from 1 to 65535, not 65536")]
    [InlineData("""{"listener":{}}""", "listener.port is missing")]
    public void Read_Mistake_SaysWhereWhatAndTheRemedy(string json, string expected)
    {
        IReadOnlyList<string> errors = Read(json, out _);

        Assert.Contains(errors, error => error.Contains(expected, StringComparison.Ordinal));
        Assert.All(errors, error =>
        {
            Assert.DoesNotContain("System.", error, StringComparison.Ordinal);
            Assert.DoesNotContain("Path:", error, StringComparison.Ordinal);
            Assert.DoesNotContain("LineNumber", error, StringComparison.Ordinal);
            Assert.False(error.EndsWith('.'), error);
        });
    }

    [Fact]
    public void Read_StructureAndRules_AreReportedTogether()
    {
        IReadOnlyList<string> errors = Read(
            """{"id":7,"name":"A","version":"x","sdk":">=0.3.0 <0.4.0","licence":"MIT","permissions":{"publish":["a/#/b"]}}""", out PluginManifest? manifest);

        Assert.Equal(5, errors.Count); // id, version, entry, licence, publish
        Assert.Null(manifest);
    }

    [Fact]
    public void Read_ByteOrderMarkAndSchema_AreTolerated()
    {
        File.WriteAllText(Path.Combine(_folder, "Good.dll"), "");
        File.WriteAllText(
            Path.Combine(_folder, ManifestReader.FileName),
            """{"$schema":"x","id":"a","name":"A","version":"1.0.0","sdk":">=0.3.0 <0.4.0","entry":"Good.dll"}""",
            System.Text.Encoding.UTF8);

        Assert.Empty(ManifestReader.Read(_folder, out PluginManifest? manifest));
        Assert.Equal("a", manifest?.Id);
    }

    [Fact]
    public void Read_MissingOrHugeOrNotUtf8_IsAnErrorAndNoFailure()
    {
        Assert.Contains("cannot be read", Assert.Single(ManifestReader.Read(_folder, out _)).ToString(), StringComparison.Ordinal);
        File.WriteAllBytes(Path.Combine(_folder, ManifestReader.FileName), [0xFF, 0xFE, 0x7B]);
        Assert.Contains("UTF-8", Assert.Single(ManifestReader.Read(_folder, out _)).ToString(), StringComparison.Ordinal);
        Assert.Contains("larger than 256 KiB", Assert.Single(Read(new string(' ', 256 * 1024) + "{}", out _)), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OtherSdk_SaysWhatToInstall()
    {
        IReadOnlyList<string> errors = Read(
            """{"id":"a","name":"A","version":"1.0.0","sdk":">=9.0.0 <10.0.0","entry":"Good.dll"}""", out _);

        Assert.Contains(errors, error => error.Contains($"this hub has {ManifestReader.SdkVersion}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"driver\":\"Bad Driver\",\"name\":\"n\"", "not 'Bad Driver'")]
    [InlineData("\"name\":\"n\"", "driver is missing")]
    [InlineData("\"driver\":\"d\"", "name is missing")]
    [InlineData("\"driver\":\"d\",\"name\":\" \"", "a name of 1 to 100 characters")]
    [InlineData("\"driver\":\"d\",\"name\":\"n\",\"settings\":[]", "settings must be an object")]
    public void Read_DemoDeviceThatTheHubWouldRefuse_IsNamed(string members, string expected) =>
        Assert.Contains(expected, ReadDemoDevice(members), StringComparison.Ordinal);

    [Fact]
    public void Read_DemoDevice_HasANameOfAHundredCharactersAtMost()
    {
        string good = new('n', 100);
        Assert.Null(ReadDemoDevice($"\"driver\":\"d\",\"name\":\"{good}\",\"settings\":null"));
        Assert.Contains("a name of 1 to 100 characters", ReadDemoDevice($"\"driver\":\"d\",\"name\":\"{good}n\""), StringComparison.Ordinal);
    }

    private string? ReadDemoDevice(string members)
    {
        File.WriteAllText(Path.Combine(_folder, "Good.dll"), "");
        return Read(
            $$"""{"id":"a","name":"A","version":"1.0.0","sdk":">=0.3.0 <0.4.0","entry":"Good.dll","demo_devices":[{"id":"x",{{members}}}]}""",
            out _).SingleOrDefault();
    }

    private IReadOnlyList<string> Read(string json, out PluginManifest? manifest)
    {
        File.WriteAllText(Path.Combine(_folder, ManifestReader.FileName), json);
        return [.. ManifestReader.Read(_folder, out manifest).Select(error => error.ToString())];
    }
}
