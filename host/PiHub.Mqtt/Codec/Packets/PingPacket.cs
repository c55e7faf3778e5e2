namespace PiHub.Mqtt.Codec.Packets;

/// <summary>PINGREQ or PINGRESP (3.12, 3.13).</summary>
internal sealed record PingPacket : Packet
{
    public static readonly PingPacket Request = new(PacketType.PingReq);

    public static readonly PingPacket Response = new(PacketType.PingResp);

    private PingPacket(PacketType type) => Type = type;

    public override PacketType Type { get; }
}
