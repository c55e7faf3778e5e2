namespace PiHub.Mqtt.Publishing;

/// <summary>A message that was refused, for the "rejected" view.</summary>
public sealed record RejectedMessage
{
    /// <summary>When it was received.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Who published it.</summary>
    public required string ClientId { get; init; }

    /// <summary>Where to.</summary>
    public required string Topic { get; init; }

    /// <summary>The payload's length in bytes.</summary>
    public required int PayloadBytes { get; init; }

    /// <summary>The first 200 characters at most of the payload read as UTF-8; what is not a printable character is replaced.</summary>
    public required string PayloadPreview { get; init; }

    /// <summary>Why, for a person.</summary>
    public required string Reason { get; init; }
}
