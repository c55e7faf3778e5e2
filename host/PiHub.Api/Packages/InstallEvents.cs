using Microsoft.Extensions.Hosting;
using PiHub.Api.Live;
using PiHub.PluginHost.Catalogue;

namespace PiHub.Api.Packages;

/// <summary>Tells the clients of <c>/api/events</c> how far installations from the catalogue are.</summary>
internal sealed class InstallEvents(EventHub hub, CatalogueInstaller installer) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        installer.Progressed += OnProgress;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        installer.Progressed -= OnProgress;
        return Task.CompletedTask;
    }

    private void OnProgress(CatalogueProgress progress) =>
        hub.Publish(EventChannel.Installs, progress, ApiJson.Default.CatalogueProgress);
}
