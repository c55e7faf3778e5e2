using Microsoft.Extensions.Logging;

namespace PiHub.Mqtt.Client;

/// <summary>What outlives the connections of one client.</summary>
internal sealed class ClientParts
{
    public required MqttClientOptions Options { get; init; }

    public required PublishWindow Window { get; init; }

    public required Inbox Inbox { get; init; }

    public required SubscriptionBook Book { get; init; }

    public required ClientCounters Counters { get; init; }

    public required StatusBoard Board { get; init; }

    public required TimeProvider Time { get; init; }

    public required ILogger Logger { get; init; }
}
