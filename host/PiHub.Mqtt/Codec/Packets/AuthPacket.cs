namespace PiHub.Mqtt.Codec.Packets;

/// <summary>AUTH (5.0: 3.15).</summary>
internal sealed record AuthPacket : Packet
{
    public override PacketType Type => PacketType.Auth;

    public ReasonCode Reason { get; init; }

    public PacketProperties? Properties { get; init; }
}
