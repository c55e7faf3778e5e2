using Microsoft.Extensions.Hosting;
using PiHub.Api.Live;
using PiHub.Mqtt;
using PiHub.Mqtt.Bridges;

namespace PiHub.Api.Broker;

/// <summary>Looks at the broker every 2 s: for the rates, and for those who watch the channel <c>broker</c>.</summary>
internal sealed class BrokerMeter(MqttBroker broker, BridgeSet bridges, BrokerListeners listeners, EventHub events, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly RateWindow _window = new(time);

    /// <summary>The broker at this moment.</summary>
    public BrokerStatusResponse Status() => BrokerStatusResponse.Of(broker, bridges, _window.Average(), listeners);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                _window.Add(broker.Status());
                events.Publish(EventChannel.Broker, Write);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The hub stops.
        }
    }

    private byte[] Write() =>
        EventMessage.Of(EventChannel.Broker, time.GetUtcNow(), Status(), ApiJson.Default.BrokerStatusResponse);
}
