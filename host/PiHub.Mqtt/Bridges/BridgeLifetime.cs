using Microsoft.Extensions.Hosting;

namespace PiHub.Mqtt.Bridges;

/// <summary>Opens the bridges' files before anything is published, connects when everything else has started, and closes the bridges when
/// the broker has stopped: what was published until then goes into them.</summary>
internal sealed class BridgeLifetime(BridgeSet bridges) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => bridges.OpenAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => bridges.ConnectAsync();

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => bridges.DisposeAsync().AsTask();

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
