using PiHub.Mqtt.Access;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;

namespace PiHub.Mqtt.Sessions;

/// <summary>A client that may come in.</summary>
internal sealed record Admission
{
    public required ConnectPacket Connect { get; init; }

    /// <summary>As the client gave it, or assigned by the broker.</summary>
    public required string ClientId { get; init; }

    public required MqttClientAccess Access { get; init; }

    /// <summary>How long the session outlives the connection; <see cref="uint.MaxValue"/> for ever.</summary>
    public required uint ExpirySeconds { get; init; }

    /// <summary>The keep-alive in force; zero for none.</summary>
    public required TimeSpan KeepAlive { get; init; }

    public static Admission Of(ConnectPacket connect, string clientId, MqttClientAccess access, BrokerOptions options)
    {
        bool v5 = connect.Version == ProtocolVersion.V5;
        var keepAlive = TimeSpan.FromSeconds(connect.KeepAliveSeconds);
        uint askedSeconds = v5
            ? connect.Properties?.SessionExpirySeconds ?? 0
            : connect.CleanStart ? 0 : (uint)options.PersistentSessionExpiry.TotalSeconds;
        return new Admission
        {
            Connect = connect,
            ClientId = clientId,
            Access = access,
            ExpirySeconds = LimitExpiry(askedSeconds, options),
            KeepAlive = v5 && keepAlive > options.MaximumKeepAlive ? options.MaximumKeepAlive : keepAlive, // 3.2.2-21
        };
    }

    /// <summary>What a client gets of what it asks for.</summary>
    public static uint LimitExpiry(uint seconds, BrokerOptions options) =>
        options.MaximumSessionExpiry is { } maximum ? Math.Min(seconds, (uint)maximum.TotalSeconds) : seconds;

    /// <summary>The CONNACK that lets the client in.</summary>
    public ConnAckPacket Welcome(bool sessionPresent, BrokerOptions options) => new()
    {
        Reason = ReasonCode.Success,
        SessionPresent = sessionPresent,
        Properties = Connect.Version != ProtocolVersion.V5 ? null : new PacketProperties
        {
            // 3.2.2.3.2: told only when it is not what was asked for.
            SessionExpirySeconds = (Connect.Properties?.SessionExpirySeconds ?? 0) == ExpirySeconds ? null : ExpirySeconds,
            ReceiveMaximum = (uint)options.ReceiveMaximum,
            MaximumPacketBytes = (uint)options.MaximumPacketBytes,
            AssignedClientId = Connect.ClientId.Length == 0 ? ClientId : null, // 3.2.2-16
            TopicAliasMaximum = (uint)options.TopicAliasMaximum,
            ServerKeepAliveSeconds = KeepAlive.TotalSeconds < Connect.KeepAliveSeconds ? (uint)KeepAlive.TotalSeconds : null,
        },
    };
}
