namespace PiHub.Mqtt.Inspection;

/// <summary>A retained message at one moment.</summary>
public sealed record RetainedSnapshot
{
    /// <summary>Its topic.</summary>
    public required string Topic { get; init; }

    /// <summary>Its payload, shared with the broker; never changed.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The QoS it was published with: 0, 1 or 2.</summary>
    public required int QualityOfService { get; init; }

    /// <summary>Who published it.</summary>
    public required string ClientId { get; init; }

    /// <summary>When it was published, UTC.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it ends, UTC; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
