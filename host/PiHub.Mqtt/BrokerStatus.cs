namespace PiHub.Mqtt;

/// <summary>The broker's numbers at one moment, counted since start unless said otherwise.</summary>
public sealed record BrokerStatus
{
    /// <summary>Clients that are connected now.</summary>
    public required int ConnectedClients { get; init; }

    /// <summary>Sessions that wait for their client now.</summary>
    public required int WaitingSessions { get; init; }

    /// <summary>Bytes of topics and payloads that wait for clients now, those sent and not acknowledged included.</summary>
    public required long QueuedBytes { get; init; }

    /// <summary>Subscriptions that exist now, those of the in-process bus included.</summary>
    public required int Subscriptions { get; init; }

    /// <summary>Retained messages that exist now.</summary>
    public required int RetainedMessages { get; init; }

    /// <summary>Bytes of the retained messages' topics and payloads now.</summary>
    public required long RetainedBytes { get; init; }

    /// <summary>Messages published by clients, wills and the in-process bus.</summary>
    public required long MessagesReceived { get; init; }

    /// <summary>Messages written to clients or given to in-process handlers.</summary>
    public required long MessagesSent { get; init; }

    /// <summary>Messages dropped because a client's or handler's queue was full, or larger than the client takes.</summary>
    public required long MessagesDropped { get; init; }

    /// <summary>Retained messages that were delivered but not kept, because the store was full.</summary>
    public required long RetainedNotKept { get; init; }

    /// <summary>Messages refused by the journal or for want of permission.</summary>
    public required long MessagesRejected { get; init; }

    /// <summary>Messages that are in the journal now.</summary>
    public required long MessagesInJournal { get; init; }

    /// <summary>Connections that a limit refused or closed before they were clients.</summary>
    public required long ConnectionsRefused { get; init; }

    /// <summary>Attempts to sign in that failed.</summary>
    public required long LoginsFailed { get; init; }
}
