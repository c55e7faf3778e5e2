namespace PiHub.Mqtt.Codec.Packets;

/// <summary>DISCONNECT (3.14).</summary>
internal sealed record DisconnectPacket : Packet
{
    public override PacketType Type => PacketType.Disconnect;

    /// <summary>Always success in 3.1.1.</summary>
    public ReasonCode Reason { get; init; }

    public PacketProperties? Properties { get; init; }
}
