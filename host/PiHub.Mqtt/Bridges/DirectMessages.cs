using System.Threading.Channels;
using PiHub.Mqtt.Client;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Bridges;

/// <summary>The QoS 0 messages of a bridge: sent while there is a connection, else dropped and counted.</summary>
internal sealed class DirectMessages
{
    // Policy: drop the newest, and count it.
    private const int Capacity = 1_000;

    private readonly MqttClient _client;
    private readonly BridgeCounters _counters;
    private readonly Channel<(BusMessage Message, MessageTerms Terms)> _queue =
        Channel.CreateBounded<(BusMessage, MessageTerms)>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    public DirectMessages(MqttClient client, BridgeCounters counters)
    {
        _client = client;
        _counters = counters;
    }

    /// <returns>False when it is dropped.</returns>
    public bool TryAdd(BusMessage message, MessageTerms terms)
    {
        if (_client.Limits is not null && _queue.Writer.TryWrite((message, terms)))
        {
            return true;
        }

        _counters.CountDroppedOut();
        return false;
    }

    /// <summary>Takes no more.</summary>
    public void Complete() => _queue.Writer.TryComplete();

    /// <summary>Sends until <see cref="Complete"/> or the client's end.</summary>
    public async Task RunAsync()
    {
        await foreach ((BusMessage message, MessageTerms terms) in _queue.Reader.ReadAllAsync())
        {
            try
            {
                BusMessage fitting = _client.Limits is { ServesRetained: false } ? message with { Retain = false } : message;
                await _client.PublishAsync(fitting, terms, CancellationToken.None);
                _counters.CountSent();
            }
            catch (Exception exception) when (exception is MqttClientException or ObjectDisposedException or ArgumentException)
            {
                _counters.CountDroppedOut();
            }
        }
    }
}
