namespace PiHub.Mqtt.Codec.Packets;

/// <summary>CONNACK (3.2). Its reason is always in MQTT 5 terms; the codec translates it for 3.1.1.</summary>
internal sealed record ConnAckPacket : Packet
{
    public override PacketType Type => PacketType.ConnAck;

    public bool SessionPresent { get; init; }

    public required ReasonCode Reason { get; init; }

    public PacketProperties? Properties { get; init; }
}
