namespace PiHub.Mqtt.Codec.Packets;

/// <summary>UNSUBSCRIBE (3.10).</summary>
internal sealed record UnsubscribePacket : Packet
{
    public override PacketType Type => PacketType.Unsubscribe;

    public required ushort PacketId { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<string> Filters { get; init; }

    public PacketProperties? Properties { get; init; }
}
