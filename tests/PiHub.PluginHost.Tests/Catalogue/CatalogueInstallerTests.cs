using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PiHub.PluginHost.Catalogue;
using PiHub.PluginHost.Packages;
using PiHub.PluginHost.Tests.Packages;

namespace PiHub.PluginHost.Tests.Catalogue;

public sealed class CatalogueInstallerTests : IAsyncLifetime
{
    private static readonly InstallOptions How = new(Enable: false, Consent: false, "catalogue");

    private readonly PackageFixture _fixture = new();
    private readonly ConcurrentQueue<CatalogueProgress> _progress = new();

    // Made before any test runs.
    private TestHost _host = null!;
    private CatalogueServer _server = null!;
    private PluginCatalogue _catalogue = null!;
    private CatalogueInstaller _installer = null!;

    public async Task InitializeAsync()
    {
        _host = await TestHost.CreateAsync(TimeSpan.FromSeconds(20));
        _server = await CatalogueServer.StartAsync();
        var options = Options.Create(new CatalogueOptions { Source = _server.Source, Folder = _fixture.In("in-kept") });
        _catalogue = new PluginCatalogue(options, TimeProvider.System, NullLogger<PluginCatalogue>.Instance);
        _installer = new CatalogueInstaller(
            _catalogue, _fixture.Staging, new PackageInstaller(_host.Registry, _fixture.Wrapped), options, TimeProvider.System);
        _installer.Progressed += _progress.Enqueue;
    }

    public async Task DisposeAsync()
    {
        _catalogue.Dispose();
        await _server.DisposeAsync();
        await _host.DisposeAsync();
        _fixture.Dispose();
    }

    [Fact]
    public async Task Find_GivesTheNewestUsable_AndSaysWhyAnotherIsNot()
    {
        await OfferAsync(PackageFixture.Zip());

        Assert.Equal("1.0.0", _installer.Find("probe", version: null).Version);
        Assert.Contains("needs SDK", Assert.Throws<CatalogueException>(() => _installer.Find("probe", "9.0.0")).Message, StringComparison.Ordinal);
        Assert.Throws<CatalogueException>(() => _installer.Find("probe", "3.0.0"));
        Assert.Throws<CatalogueException>(() => _installer.Find("nobody", version: null));
    }

    [Fact]
    public async Task Install_OtherBytesThanAnnounced_AreRefused()
    {
        await OfferAsync(PackageFixture.Zip());
        _server.Package = PackageFixture.Zip(archive => PackageFixture.Add(archive, "more", "x"u8));

        var refused = await Assert.ThrowsAsync<PackageRefusedException>(InstallAsync);

        Assert.Contains("SHA-256", Assert.Single(refused.Reasons), StringComparison.Ordinal);
        _fixture.AssertNothingIsLeft();
        Assert.Equal(("downloading", "failed"), (_progress.First().Phase, _progress.Last().Phase));
        Assert.Equal(_server.Package.Length, _progress.Last().ReceivedBytes);
        Assert.Contains("SHA-256", _progress.Last().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Install_AnotherVersionThanAnnounced_IsRefused()
    {
        await OfferAsync(PackageFixture.Zip(manifest: PackageFixture.Manifest("1.0.1")));

        var refused = await Assert.ThrowsAsync<PackageRefusedException>(InstallAsync);

        Assert.Contains("but the catalogue says probe 1.0.0", Assert.Single(refused.Reasons), StringComparison.Ordinal);
        _fixture.AssertNothingIsLeft();
    }

    [Fact]
    public async Task Install_ServerAway_SaysSo()
    {
        await OfferAsync(PackageFixture.Zip());
        _server.Status = 503;

        var failure = await Assert.ThrowsAsync<CatalogueException>(InstallAsync);

        Assert.Contains("503", failure.Message, StringComparison.Ordinal);
        Assert.Equal("failed", _progress.Last().Phase);
    }

    private async Task OfferAsync(byte[] package)
    {
        _server.Package = package;
        _server.Index = PluginCatalogueTests.Index(version: "1.0.0", package: package);
        await _catalogue.RefreshAsync(CancellationToken.None);
    }

    private Task InstallAsync() => _installer.InstallAsync("probe", _installer.Find("probe", version: null), How, CancellationToken.None);
}
