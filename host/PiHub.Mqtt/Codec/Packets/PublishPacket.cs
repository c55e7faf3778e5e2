using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Codec.Packets;

/// <summary>PUBLISH (3.3).</summary>
internal sealed record PublishPacket : Packet
{
    public override PacketType Type => PacketType.Publish;

    /// <summary>Empty only when a topic alias stands for it.</summary>
    public required string Topic { get; init; }

    public required ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>0 at QoS 0.</summary>
    public ushort PacketId { get; init; }

    public QualityOfService QualityOfService { get; init; }

    public bool Retain { get; init; }

    public bool Duplicate { get; init; }

    public PacketProperties? Properties { get; init; }
}
