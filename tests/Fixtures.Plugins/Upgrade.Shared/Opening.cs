using PiHub.Sdk.Plugins;
using PiHub.Sdk.Readings;

namespace PiHub.Fixtures.Upgrade;

/// <summary>Is made when the plugin opens, and ends when it stops.</summary>
internal sealed class Opening : ISampleHandler, IAsyncDisposable
{
    private readonly string _version;

    public Opening(PluginManifest manifest)
    {
        _version = manifest.Version;
        Hazard.Meet($"open {_version}");
    }

    public ValueTask HandleAsync(Sample sample, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await Hazard.StopAsync(_version);
}
