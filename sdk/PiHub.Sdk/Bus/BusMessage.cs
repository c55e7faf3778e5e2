namespace PiHub.Sdk.Bus;

/// <summary>A message on the bus, in MQTT's terms.</summary>
/// <remarks>Equality compares the payload by reference. Since 0.1.</remarks>
public sealed record BusMessage
{
    /// <summary>The topic name: no wildcards, 1 to 65,535 bytes of UTF-8.</summary>
    public required string Topic { get; init; }

    /// <summary>The application message, up to 268,435,455 bytes; the broker's configured limit is lower.</summary>
    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The delivery guarantee.</summary>
    public QualityOfService QualityOfService { get; init; } = QualityOfService.AtLeastOnce;

    /// <summary>Keep it for later subscribers; an empty payload then deletes what was kept. On delivery: it was kept.</summary>
    public bool Retain { get; init; }

    /// <summary>MQTT 5 content type, a MIME type; null when not given.</summary>
    public string? ContentType { get; init; }

    /// <summary>MQTT 5 response topic of a request; null when not given.</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>MQTT 5 correlation data of a request or response; empty when not given.</summary>
    public ReadOnlyMemory<byte> CorrelationData { get; init; }

    /// <summary>MQTT 5 user properties, in order, names may repeat.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> UserProperties { get; init; } = [];
}
