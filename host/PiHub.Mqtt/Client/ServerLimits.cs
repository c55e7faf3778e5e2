using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Client;

/// <summary>What the server allows on this connection (5.0: 3.2.2.3); a 3.1.1 server says nothing and allows everything.</summary>
internal sealed record ServerLimits
{
    public required bool IsSessionPresent { get; init; }

    public required TimeSpan KeepAlive { get; init; }

    public int ReceiveMaximum { get; init; } = ushort.MaxValue;

    public long MaximumPacketBytes { get; init; } = long.MaxValue;

    public QualityOfService MaximumQuality { get; init; } = QualityOfService.ExactlyOnce;

    public bool ServesRetained { get; init; } = true;

    public bool ServesIdentifiers { get; init; }

    public string? AssignedClientId { get; init; }

    public static ServerLimits Of(ConnAckPacket packet, MqttClientOptions options)
    {
        PacketProperties properties = packet.Properties ?? new PacketProperties();
        return new ServerLimits
        {
            IsSessionPresent = packet.SessionPresent,
            KeepAlive = properties.ServerKeepAliveSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : options.KeepAlive,
            ReceiveMaximum = (int)(properties.ReceiveMaximum ?? ushort.MaxValue),
            MaximumPacketBytes = properties.MaximumPacketBytes ?? long.MaxValue,
            MaximumQuality = (QualityOfService)(properties.MaximumQoS ?? (uint)QualityOfService.ExactlyOnce),
            ServesRetained = properties.RetainAvailable != 0,
            ServesIdentifiers = options.Version == ProtocolVersion.V5 && properties.SubscriptionIdentifierAvailable != 0,
            AssignedClientId = properties.AssignedClientId,
        };
    }

    /// <summary>Why a message cannot be sent to this server; null when it can.</summary>
    public MqttClientException? Refuse(OutgoingPublish publish, long packetBytes)
    {
        BusMessage message = publish.Message;
        if (message.QualityOfService > MaximumQuality)
        {
            return new MqttClientException(
                ReasonCode.QualityOfServiceNotSupported, $"The server serves QoS {(int)MaximumQuality} at most; publish with that.");
        }

        if (message.Retain && !ServesRetained)
        {
            return new MqttClientException(ReasonCode.RetainNotSupported, "The server keeps no retained messages; publish without retain.");
        }

        return packetBytes <= MaximumPacketBytes ? null : new MqttClientException(
            ReasonCode.PacketTooLarge, $"The message takes {packetBytes} bytes; the server takes {MaximumPacketBytes} at most.");
    }
}
