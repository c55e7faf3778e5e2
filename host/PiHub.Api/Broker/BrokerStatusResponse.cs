using PiHub.Mqtt;
using PiHub.Mqtt.Bridges;
using PiHub.Mqtt.Inspection;

namespace PiHub.Api.Broker;

/// <summary>The broker at this moment. Counters run since the start of the hub.</summary>
internal sealed record BrokerStatusResponse
{
    /// <summary>Clients that are connected.</summary>
    public required int ClientsConnected { get; init; }

    /// <summary>Clients that are connected or have a session that waits for them.</summary>
    public required int ClientsKnown { get; init; }

    /// <summary>Subscriptions, those of the hub itself included.</summary>
    public required int Subscriptions { get; init; }

    /// <summary>Retained messages.</summary>
    public required int RetainedMessages { get; init; }

    /// <summary>Bytes of the retained messages' topics and payloads.</summary>
    public required long RetainedBytes { get; init; }

    /// <summary>Messages published.</summary>
    public required long MessagesReceived { get; init; }

    /// <summary>Messages delivered.</summary>
    public required long MessagesSent { get; init; }

    /// <summary>Messages dropped because a queue was full.</summary>
    public required long MessagesDropped { get; init; }

    /// <summary>Messages refused.</summary>
    public required long MessagesRejected { get; init; }

    /// <summary>Messages per second.</summary>
    public required MessageRates Rates { get; init; }

    /// <summary>Messages that wait to be sent to clients.</summary>
    public required long QueuedMessages { get; init; }

    /// <summary>Bytes of topics and payloads that wait to be sent to clients.</summary>
    public required long QueuedBytes { get; init; }

    /// <summary>Messages that were sent to clients and are not acknowledged yet.</summary>
    public required long InFlightMessages { get; init; }

    /// <summary>Messages that are on their way to disk.</summary>
    public required long MessagesInJournal { get; init; }

    /// <summary>Why sessions and retained messages cannot be stored; null while they can.</summary>
    public required string? StoreTrouble { get; init; }

    /// <summary>Where clients connect to.</summary>
    public required ListenersResponse Listeners { get; init; }

    /// <summary>The bridges to other brokers, by name; <c>external</c> is the broker that the hub is a client of.</summary>
    public required IReadOnlyList<BridgeResponse> Bridges { get; init; }

    public static BrokerStatusResponse Of(MqttBroker broker, BridgeSet bridges, MessageRates rates, BrokerListeners listeners)
    {
        BrokerStatus status = broker.Status();
        IReadOnlyList<MqttClientSnapshot> clients = broker.Clients();
        return new BrokerStatusResponse
        {
            ClientsConnected = status.ConnectedClients,
            ClientsKnown = clients.Count,
            Subscriptions = status.Subscriptions,
            RetainedMessages = status.RetainedMessages,
            RetainedBytes = status.RetainedBytes,
            MessagesReceived = status.MessagesReceived,
            MessagesSent = status.MessagesSent,
            MessagesDropped = status.MessagesDropped,
            MessagesRejected = status.MessagesRejected,
            Rates = rates,
            QueuedMessages = clients.Sum(client => (long)client.QueuedMessages),
            QueuedBytes = clients.Sum(client => client.QueuedBytes),
            InFlightMessages = clients.Sum(client => (long)client.InFlightMessages),
            MessagesInJournal = status.MessagesInJournal,
            StoreTrouble = broker.StoreTrouble,
            Listeners = ListenersResponse.Of(listeners),
            Bridges = [.. bridges.Status().Select(BridgeResponse.Of)],
        };
    }
}
