namespace PiHub.Mqtt.Codec.Packets;

/// <summary>CONNECT (3.1).</summary>
internal sealed record ConnectPacket : Packet
{
    public override PacketType Type => PacketType.Connect;

    public required ProtocolVersion Version { get; init; }

    public required string ClientId { get; init; }

    /// <summary>Clean session (3.1.1) or clean start (5.0).</summary>
    public bool CleanStart { get; init; }

    public ushort KeepAliveSeconds { get; init; }

    public WillMessage? Will { get; init; }

    public string? UserName { get; init; }

    public byte[]? Password { get; init; }

    public PacketProperties? Properties { get; init; }
}
