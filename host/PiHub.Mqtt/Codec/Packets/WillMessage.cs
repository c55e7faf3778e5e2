using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Codec.Packets;

/// <summary>The will in CONNECT (3.1.2.5).</summary>
internal sealed record WillMessage
{
    public required string Topic { get; init; }

    public required byte[] Payload { get; init; }

    public QualityOfService QualityOfService { get; init; }

    public bool Retain { get; init; }

    public PacketProperties? Properties { get; init; }
}
