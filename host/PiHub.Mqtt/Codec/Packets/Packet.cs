namespace PiHub.Mqtt.Codec.Packets;

/// <summary>A control packet, read or to be written. It owns its bytes.</summary>
internal abstract record Packet
{
    public abstract PacketType Type { get; }
}
