using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using PiHub.Access;
using PiHub.Api.Tests.Broker;
using PiHub.Api.Tests.PluginSettings;
using PiHub.PluginHost.Packages;

namespace PiHub.Api.Tests.Packages;

public sealed class CatalogueEndpointsTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pihub-");

    // Made before any test runs.
    private CatalogueSite _site = null!;
    private SettingsApiHost _host = null!;

    public async Task InitializeAsync()
    {
        _site = await CatalogueSite.StartAsync();
        _host = new SettingsApiHost(new Uri(_site.Address, "/index.json").ToString());
        await _host.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _site.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Install_ThenUpdate_IsToldFromBeginningToEnd()
    {
        byte[] first = await OfferAsync("1.0.0", "first.pihub");
        Assert.Equal("1.0.0", (string?)(await OfferedAsync())["newest"]);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-API-Key", _host.KeyOf(Role.Viewer));
        await socket.ConnectAsync(new UriBuilder(_host.Address) { Scheme = "ws", Path = "/api/events" }.Uri, CancellationToken.None);
        await using var events = new EventStreamClient(socket);
        await events.SubscribeAsync("installs", "nonsense");
        await events.NextAsync(message => (string?)message["topic"] == "error"); // so the subscription counts by now

        JsonNode installed = await InstallAsync(HttpStatusCode.Created);

        Assert.Equal(("1.0.0", "installed"), ((string?)installed["version"], (string?)installed["state"]));
        var phases = new List<string?>();
        while (phases.LastOrDefault() != "done")
        {
            JsonNode told = await events.NextAsync(message => (string?)message["topic"] == "installs");
            Assert.Equal(first.Length, (long?)told["data"]?["total_bytes"]);
            phases.Add((string?)told["data"]?["phase"]);
        }

        Assert.Equal(["downloading", "checking", "installing", "done"], phases.Distinct());
        await OfferAsync("1.1.0", "second.pihub");
        Assert.True((bool?)(await OfferedAsync())["update_available"]);
        Assert.Equal("1.1.0", (string?)(await InstallAsync(HttpStatusCode.Created))["version"]);
        Assert.False((bool?)(await OfferedAsync())["update_available"]);
    }

    [Fact]
    public async Task Install_OtherBytesOrNone_LeavesNothing_AndSaysWhy()
    {
        await OfferAsync("1.0.0", "a.pihub");
        _site.Files["/a.pihub"] = [1, 2, 3];
        Assert.Contains("SHA-256", (string?)(await InstallAsync(HttpStatusCode.UnprocessableEntity))["detail"], StringComparison.Ordinal);
        _site.Files.Clear();
        Assert.Contains("404", (string?)(await InstallAsync(HttpStatusCode.BadGateway))["detail"], StringComparison.Ordinal);

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_host.Installed, ".staging")));
        await _host.AskAsync(HttpMethod.Get, "offered", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Install_FollowsARedirectionToTheWeb_ButNotToFiles()
    {
        byte[] package = await OfferAsync("1.0.0", "a.pihub");
        _site.Files["/elsewhere"] = package;
        string path = Path.Combine(_folder.FullName, "local.pihub");
        await File.WriteAllBytesAsync(path, package);
        _site.Redirections["/a.pihub"] = $"file://{path}";
        await InstallAsync(HttpStatusCode.BadGateway);

        _site.Redirections["/a.pihub"] = new UriBuilder(_site.Address) { Host = "localhost", Path = "/elsewhere" }.Uri.ToString();
        await InstallAsync(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://example.com/a.pihub")]
    public async Task AddressThatIsNotOfTheWeb_IsAFault_AndNotOffered(string url)
    {
        await OfferAsync("1.0.0", url);

        JsonNode catalogue = await _host.AskAsync(HttpMethod.Get, "/api/catalogue", HttpStatusCode.OK);

        Assert.Contains("url must be", (string?)catalogue["faults"]?[0], StringComparison.Ordinal);
        await InstallAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Upload_LargerThanAllowedAndUnannounced_IsRefusedAndLeavesNothing()
    {
        using var zeros = new MemoryStream(new byte[SettingsApiHost.MaximumPackageBytes + 1]);

        using HttpResponseMessage response = await _host.UploadAsync(zeros);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("1 MiB", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_host.Installed, ".staging")));
    }

    [Fact]
    public async Task Upload_OfWhatIsInUse_IsAConflict_AndOfWhatIsNot_ChoosesIt()
    {
        byte[] first = Pack("1.0.0");
        byte[] second = Pack("1.1.0");
        HttpStatusCode[] statuses = [await UploadAsync(first), await UploadAsync(second), await UploadAsync(second), await UploadAsync(first)];

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.Created], statuses);
        JsonNode plugin = await _host.AskAsync(HttpMethod.Get, "offered", HttpStatusCode.OK);
        Assert.Equal("1.0.0", (string?)plugin["chosen_version"]);
        Assert.Equal(2, plugin["versions"]?.AsArray().Count);
    }

    [Fact]
    public async Task Uploads_AtTheSameTime_AreAllAnswered()
    {
        byte[] package = Pack("1.0.0");

        HttpStatusCode[] statuses = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => UploadAsync(package)));

        Assert.All(statuses, status => Assert.True(status is HttpStatusCode.Created or HttpStatusCode.Conflict));
        Assert.Single((await _host.AskAsync(HttpMethod.Get, "offered", HttpStatusCode.OK))["versions"]?.AsArray() ?? []);
    }

    private async Task<HttpStatusCode> UploadAsync(byte[] package)
    {
        using var content = new MemoryStream(package);
        using HttpResponseMessage response = await _host.UploadAsync(content);
        return response.StatusCode;
    }

    private Task<JsonNode> InstallAsync(HttpStatusCode expected) =>
        _host.AskAsync(HttpMethod.Post, "/api/catalogue/offered/install", expected, "{}");

    private async Task<JsonNode> OfferedAsync() =>
        (await _host.AskAsync(HttpMethod.Get, "/api/catalogue", HttpStatusCode.OK))["plugins"]?[0] ?? throw new InvalidOperationException("Nothing is offered.");

    private async Task<byte[]> OfferAsync(string version, string url)
    {
        byte[] package = Pack(version);
        _site.Files[$"/{url}"] = package;
        _site.Files["/index.json"] = System.Text.Encoding.UTF8.GetBytes($$"""
            {"name":"Test","plugins":[{"id":"offered","name":"Offered","versions":[{"version":"{{version}}","sdk":">=0.3.0 <0.4.0",
             "url":"{{url}}","size_bytes":{{package.Length}},"sha256":"{{Convert.ToHexStringLower(SHA256.HashData(package))}}"}]}]}
            """);
        await _host.AskAsync(HttpMethod.Post, "/api/catalogue/refresh", HttpStatusCode.OK);
        return package;
    }

    private byte[] Pack(string version)
    {
        string source = _folder.CreateSubdirectory(version).FullName;
        foreach (string file in Directory.EnumerateFiles(SettingsApiHost.FolderOf("Tunable")))
        {
            File.Copy(file, Path.Combine(source, Path.GetFileName(file)), overwrite: true);
        }

        string manifest = Path.Combine(source, "plugin.json");
        JsonNode json = JsonNode.Parse(File.ReadAllText(manifest)) ?? throw new InvalidOperationException("No manifest.");
        (json["id"], json["version"]) = ("offered", version);
        File.WriteAllText(manifest, json.ToJsonString());
        return File.ReadAllBytes(PackageWriter.Pack(source, _folder.FullName, keyPem: null).Path);
    }
}
