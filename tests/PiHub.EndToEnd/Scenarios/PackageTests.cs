using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Scenarios;

public sealed class PackageTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pihub-");
    private HubProcess _hub = null!; // set before any test runs
    private string _package = ""; // likewise

    public async Task InitializeAsync()
    {
        _hub = await HubProcess.StartFreshAsync();
        await _hub.SignInAsync();
        string bundled = Path.Combine(Path.GetDirectoryName(Artifacts.Executable) ?? "", "plugins", "power-quality");
        string copy = Path.Combine(_folder.FullName, "copy");
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.EnumerateFiles(bundled))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        string manifest = await File.ReadAllTextAsync(Path.Combine(copy, "plugin.json"));
        await File.WriteAllTextAsync(
            Path.Combine(copy, "plugin.json"), manifest.Replace("\"0.1.0\"", "\"0.1.1\"", StringComparison.Ordinal));
        ProgramRun packed = await ProgramRun.RunAsync(Artifacts.Executable, ["plugin", "pack", copy, "--output", _folder.FullName]);
        Assert.True(packed.ExitCode == 0, packed.Error);
        _package = Path.Combine(_folder.FullName, "power-quality-0.1.1.pihub");
    }

    public async Task DisposeAsync()
    {
        await _hub.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Upload_GoodPackage_IsCreated_RawAndAsForm()
    {
        using HttpResponseMessage raw = await SendAsync(await File.ReadAllBytesAsync(_package), "application/octet-stream");
        Assert.Equal(HttpStatusCode.Created, raw.StatusCode);
        Assert.Equal("0.1.1", (string?)(await raw.Content.ReadFromJsonAsync<JsonNode>())?["version"]);

        using var form = new MultipartFormDataContent();
        form.Add(new ByteArrayContent([1, 2, 3]), "file", "a.pihub");
        using HttpResponseMessage refused = await _hub.Http.PostAsync("/api/plugins", form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.NotEmpty((await refused.Content.ReadFromJsonAsync<JsonNode>())?["errors"]?.AsArray() ?? []);
    }

    [Fact]
    public async Task Upload_TooLargeOrOfAnotherKind_SaysSo()
    {
        using HttpResponseMessage large = await SendAsync(new byte[(64 * 1024 * 1024) + 1], "application/zip");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        using HttpResponseMessage other = await SendAsync("{}"u8.ToArray(), "application/json");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, other.StatusCode);
    }

    [Fact]
    public async Task Upload_ByAViewer_IsForbidden()
    {
        await _hub.SignInAsync("viewer", "viewer");

        using HttpResponseMessage response = await SendAsync(await File.ReadAllBytesAsync(_package), "application/octet-stream");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("plugin.json", (string?)(await _hub.GetAsync("/api/schemas/plugin.json"))["title"]);
    }

    [Fact]
    public async Task CommandLine_InstallsAPackage_AndNamesAllThatIsWrongWithAFolder()
    {
        ProgramRun installed = await ProgramRun.RunAsync(
            Artifacts.Executable, ["plugin", "install", _package, "--disabled", "--data", _hub.DataFolder]);
        Assert.True(installed.ExitCode == 0, installed.Error);
        Assert.Contains("may subscribe", installed.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_hub.DataFolder, "plugins", "power-quality", "0.1.1", "installed.json")));

        string bad = Directory.CreateDirectory(Path.Combine(_folder.FullName, "bad")).FullName;
        await File.WriteAllTextAsync(Path.Combine(bad, "plugin.json"), """{"id":"Bad","version":"1"}""");
        ProgramRun refused = await ProgramRun.RunAsync(Artifacts.Executable, ["plugin", "install", bad, "--data", _hub.DataFolder]);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("id must be", refused.Error, StringComparison.Ordinal);
        Assert.Contains("version must be", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drop_ThatIsRefused_IsListedAndCanBeDeleted()
    {
        await File.WriteAllTextAsync(Path.Combine(_hub.DataFolder, "plugins", "bad.pihub"), "no package");

        JsonNode drops = await _hub.WaitForAsync("/api/plugins/drops", answer => answer.AsArray().Count == 1);

        Assert.Equal("bad.pihub", (string?)drops[0]?["name"]);
        using HttpResponseMessage deleted = await _hub.Http.DeleteAsync("/api/plugins/drops/bad.pihub");
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.False(File.Exists(Path.Combine(_hub.DataFolder, "plugins", "bad.pihub")));
    }

    private async Task<HttpResponseMessage> SendAsync(byte[] body, string type)
    {
        using var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        return await _hub.Http.PostAsync("/api/plugins", content);
    }
}
