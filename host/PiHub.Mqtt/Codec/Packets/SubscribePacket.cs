namespace PiHub.Mqtt.Codec.Packets;

/// <summary>SUBSCRIBE (3.8).</summary>
internal sealed record SubscribePacket : Packet
{
    public override PacketType Type => PacketType.Subscribe;

    public required ushort PacketId { get; init; }

    /// <summary>At least one.</summary>
    public required IReadOnlyList<SubscriptionRequest> Requests { get; init; }

    public PacketProperties? Properties { get; init; }
}
