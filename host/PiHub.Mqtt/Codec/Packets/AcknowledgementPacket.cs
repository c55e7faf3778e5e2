namespace PiHub.Mqtt.Codec.Packets;

/// <summary>PUBACK, PUBREC, PUBREL or PUBCOMP (3.4 to 3.7), which differ only in type.</summary>
internal sealed record AcknowledgementPacket : Packet
{
    private readonly PacketType _type;

    public AcknowledgementPacket(PacketType type, ushort packetId)
    {
        if (type is < PacketType.PubAck or > PacketType.PubComp)
        {
            throw new ArgumentOutOfRangeException(nameof(type), type, "not an acknowledgement");
        }

        _type = type;
        PacketId = packetId;
    }

    public override PacketType Type => _type;

    public ushort PacketId { get; }

    /// <summary>Always success in 3.1.1.</summary>
    public ReasonCode Reason { get; init; }

    public PacketProperties? Properties { get; init; }
}
