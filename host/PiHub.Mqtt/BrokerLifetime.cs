using Microsoft.Extensions.Hosting;

namespace PiHub.Mqtt;

/// <summary>Loads what the broker has stored before its listeners open; stops it when the host begins to stop, before its listeners wait for their connections.</summary>
internal sealed class BrokerLifetime : IHostedLifecycleService
{
    private readonly MqttBroker _broker;

    public BrokerLifetime(MqttBroker broker) => _broker = broker;

    public Task StartingAsync(CancellationToken cancellationToken) => _broker.StartAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => _broker.StopAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
