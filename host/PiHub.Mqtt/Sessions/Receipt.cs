namespace PiHub.Mqtt.Sessions;

/// <summary>One QoS 2 message that was taken from a client and is not released yet.</summary>
internal sealed class Receipt
{
    private volatile Task? _taken;

    public Receipt(ushort packetId) => PacketId = packetId;

    public ushort PacketId { get; }

    /// <summary>Completes when the receipt is durable, and with it all that its message did; null while the journal has the message.</summary>
    public Task? Taken { get => _taken; set => _taken = value; }

    /// <summary>Whether it is in the store.</summary>
    public bool IsStored { get; set; }

    /// <summary>The connection for whose receive maximum it counts; null for none.</summary>
    public PublishAnswers? CountedBy { get; set; }

    /// <summary>Whether PUBREL came and its commit is awaited.</summary>
    public bool IsReleasing { get; set; }
}
