using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Client;

/// <summary>What is known in memory of a message in the outbox.</summary>
internal sealed class OutboxEntry
{
    private volatile BusMessage? _message;

    public required long Position { get; init; }

    public required int SizeBytes { get; init; }

    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>The same instant by the monotonic clock, for its age.</summary>
    public required long AddedTimestamp { get; init; }

    /// <summary>MQTT 5 properties, encoded.</summary>
    public byte[] Properties { get; init; } = [];

    /// <summary>Here only until it is on disk, or dropped before.</summary>
    public BusMessage? Message { get => _message; set => _message = value; }
}
