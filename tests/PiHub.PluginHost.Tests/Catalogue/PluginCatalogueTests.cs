using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PiHub.PluginHost.Catalogue;

namespace PiHub.PluginHost.Tests.Catalogue;

public sealed class PluginCatalogueTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pihub-");
    private CatalogueServer _server = null!; // started before any test runs

    public static string Index(string url = "packages/probe.pihub", string version = "1.1.0", byte[]? package = null) => $$"""
        {"name":"Plugins","plugins":[{"id":"probe","name":"Probe","description":"Looks","icon":"eye","versions":[
          {"version":"{{version}}","sdk":">=0.3.0 <0.4.0","url":"{{url}}","size_bytes":{{package?.Length ?? 5}},
           "sha256":"{{Convert.ToHexStringLower(SHA256.HashData(package ?? []))}}","changelog":"new","published_at":"2026-01-01T00:00:00Z"},
          {"version":"9.0.0","sdk":">=9.0.0 <10.0.0","url":"p9.pihub","size_bytes":5,"sha256":"{{new string('0', 64)}}"}]}]}
        """;

    public async Task InitializeAsync() => _server = await CatalogueServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Refresh_GivesTheNewestCompatibleVersion_AndSaysWhyOthersAreNot()
    {
        _server.Index = Index();
        using PluginCatalogue catalogue = Create(_server.Source);

        CataloguePlugin plugin = Assert.Single((await catalogue.RefreshAsync(CancellationToken.None)).Index.Plugins);

        Assert.Equal("1.1.0", plugin.Newest?.Version);
        Assert.Equal(new Uri(new Uri(_server.Source), "packages/probe.pihub"), plugin.Newest?.Url);
        Assert.Equal(["9.0.0", "1.1.0"], plugin.Versions.Select(version => version.Version));
        Assert.Contains("needs SDK >=9.0.0 <10.0.0", plugin.Versions[0].Incompatibility, StringComparison.Ordinal);
        Assert.Equal("1.1.0", new CatalogueUpdates(catalogue).NewestOf("probe"));
        Assert.Null(new CatalogueUpdates(catalogue).NewestOf("nobody"));
    }

    [Fact]
    public async Task Refresh_Unchanged_IsNotSentAgain()
    {
        _server.Index = Index();
        using PluginCatalogue catalogue = Create(_server.Source);
        await catalogue.RefreshAsync(CancellationToken.None);

        CatalogueSnapshot again = await catalogue.RefreshAsync(CancellationToken.None);

        Assert.Equal(1, _server.Unchanged);
        Assert.Single(again.Index.Plugins);
    }

    [Fact]
    public async Task Catalogue_WithoutTheNetwork_IsTheLastGoodOne_AlsoAfterARestart()
    {
        _server.Index = Index();
        using (PluginCatalogue first = Create(_server.Source))
        {
            await first.RefreshAsync(CancellationToken.None);
        }

        _server.Status = StatusCodes.Status503ServiceUnavailable;
        using PluginCatalogue catalogue = Create(_server.Source);
        Assert.Single(catalogue.Snapshot.Index.Plugins);
        await Assert.ThrowsAsync<CatalogueException>(() => catalogue.RefreshAsync(CancellationToken.None));
        Assert.Single(catalogue.Snapshot.Index.Plugins);
        Assert.Contains("503", catalogue.Snapshot.Trouble, StringComparison.Ordinal);
        using PluginCatalogue other = Create(_server.Source + "?other");
        Assert.Empty(other.Snapshot.Index.Plugins);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("no json")]
    public async Task Refresh_NoIndex_KeepsTheLastGoodOne(string index)
    {
        _server.Index = Index();
        using PluginCatalogue catalogue = Create(_server.Source);
        await catalogue.RefreshAsync(CancellationToken.None);
        _server.Index = index;

        await Assert.ThrowsAsync<CatalogueException>(() => catalogue.RefreshAsync(CancellationToken.None));

        Assert.Single(catalogue.Snapshot.Index.Plugins);
    }

    [Fact]
    public async Task Refresh_TooLarge_IsRefused()
    {
        _server.Index = Index() + new string(' ', 2048);
        using PluginCatalogue catalogue = Create(_server.Source, maximumIndexBytes: 1024);

        var failure = await Assert.ThrowsAsync<CatalogueException>(() => catalogue.RefreshAsync(CancellationToken.None));

        Assert.Contains("larger than 1 KiB", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_File_ResolvesAddressesBesideIt()
    {
        string file = Path.Combine(_folder.FullName, "catalogue.json");
        File.WriteAllText(file, Index());
        using PluginCatalogue catalogue = Create(file);

        CatalogueSnapshot snapshot = await catalogue.RefreshAsync(CancellationToken.None);

        Assert.Equal(Path.Combine(_folder.FullName, "packages/probe.pihub"), snapshot.Index.Plugins[0].Newest?.Url.LocalPath);
    }

    [Fact]
    public void Read_BadEntries_AreListedAndSpoilNoOthers()
    {
        string zeros = new('0', 64);
        string json = $$"""
            {"plugins":[7,{"id":"Bad"},{"id":"a"},{"id":"good","versions":[
              {"version":"x"},{"version":"1.0.0","sdk":"*"},
              {"version":"1.0.0","sdk":">=0.3.0 <0.4.0","sha256":"0"},
              {"version":"1.0.0","sdk":">=0.3.0 <0.4.0","sha256":"{{zeros}}","size_bytes":0},
              {"version":"1.0.0","sdk":">=0.3.0 <0.4.0","sha256":"{{zeros}}","size_bytes":1,"url":"file:///etc/passwd"},
              {"version":"1.0.0","sdk":">=0.3.0 <0.4.0","sha256":"{{zeros}}","size_bytes":1,"url":"a"},
              {"version":"1.0.0","sdk":">=0.3.0 <0.4.0","sha256":"{{zeros}}","size_bytes":1,"url":"b"}]},{"id":"good","versions":[]}]}
            """;

        CatalogueIndex index = CatalogueReader.Read(System.Text.Encoding.UTF8.GetBytes(json), new Uri("http://example.com/index.json"));

        Assert.Equal("http://example.com/a", Assert.Single(Assert.Single(index.Plugins).Versions).Url.ToString());
        Assert.Equal(10, index.Faults.Count);
    }

    private PluginCatalogue Create(string source, int maximumIndexBytes = 1024 * 1024) => new(
        Options.Create(new CatalogueOptions
        {
            Source = source, Folder = Path.Combine(_folder.FullName, "kept"), MaximumIndexBytes = maximumIndexBytes,
        }),
        TimeProvider.System,
        NullLogger<PluginCatalogue>.Instance);
}
