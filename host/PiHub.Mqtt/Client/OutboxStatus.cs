namespace PiHub.Mqtt.Client;

/// <summary>The numbers of an <see cref="Outbox"/> at one moment, counted since start unless said otherwise.</summary>
public sealed record OutboxStatus
{
    /// <summary>Messages that wait now, those on their way to disk included.</summary>
    public required int WaitingMessages { get; init; }

    /// <summary>Bytes of their topics, payloads and properties.</summary>
    public required long WaitingBytes { get; init; }

    /// <summary>When the oldest of them was added, by the wall clock in UTC; null when none waits.</summary>
    public required DateTimeOffset? OldestAddedAt { get; init; }

    /// <summary>Messages added.</summary>
    public required long Added { get; init; }

    /// <summary>Messages removed because they were delivered.</summary>
    public required long Delivered { get; init; }

    /// <summary>Messages dropped to make room for newer ones.</summary>
    public required long DroppedForRoom { get; init; }

    /// <summary>Messages dropped because they were too old.</summary>
    public required long DroppedForAge { get; init; }

    /// <summary>Messages refused for want of room.</summary>
    public required long Rejected { get; init; }

    /// <summary>Why messages cannot be written at this moment, with the remedy; null while they can.</summary>
    public required string? Trouble { get; init; }

    /// <summary>Which damaged file was moved where; null when none was.</summary>
    public required string? Warning { get; init; }
}
