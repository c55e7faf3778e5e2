using Microsoft.Extensions.Logging;
using PiHub.Mqtt.Access;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Retained;
using PiHub.Mqtt.Sessions;
using PiHub.Mqtt.Statistics;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Subscriptions;
using PiHub.Mqtt.Transport;

namespace PiHub.Mqtt;

/// <summary>What every connection shares.</summary>
internal sealed record BrokerParts
{
    public required BrokerOptions Options { get; init; }

    public required Door Door { get; init; }

    public required LoginCheck Logins { get; init; }

    public required PublishPipeline Pipeline { get; init; }

    public required SubscriptionTree Subscriptions { get; init; }

    public required RetainedMessages Retained { get; init; }

    public required SessionRegistry Sessions { get; init; }

    public required IBrokerStore Store { get; init; }

    public required BrokerCounters Counters { get; init; }

    public TrafficCounters Traffic { get; } = new();

    public required TimeProvider Time { get; init; }

    public required ILogger Logger { get; init; }

    /// <summary>Cancelled when the broker gives up waiting at its end.</summary>
    public required CancellationToken GivingUp { get; init; }
}
