namespace PiHub.Mqtt.Codec.Packets;

/// <summary>SUBACK (3.9), or UNSUBACK (3.11), whose codes only MQTT 5 sends.</summary>
internal sealed record SubAckPacket : Packet
{
    private readonly PacketType _type;

    public SubAckPacket(PacketType type, ushort packetId, IReadOnlyList<ReasonCode> reasons)
    {
        if (type is not (PacketType.SubAck or PacketType.UnsubAck))
        {
            throw new ArgumentOutOfRangeException(nameof(type), type, "not SUBACK or UNSUBACK");
        }

        _type = type;
        PacketId = packetId;
        Reasons = reasons;
    }

    public override PacketType Type => _type;

    public ushort PacketId { get; }

    /// <summary>One per filter, in the order of the request.</summary>
    public IReadOnlyList<ReasonCode> Reasons { get; }

    public PacketProperties? Properties { get; init; }
}
