using Microsoft.Extensions.Hosting;

namespace PiHub.Recorder;

/// <summary>Starts the store with the host and stops it with the host.</summary>
internal sealed class RecorderService(ReadingStore store) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => store.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => store.DisposeAsync().AsTask();
}
