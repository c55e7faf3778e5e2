using System.IO.Pipelines;
using System.Text;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Sessions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Client;

/// <summary>CONNECT and its answer.</summary>
internal static class ClientHandshake
{
    /// <exception cref="ConnectFailure">The server does not accept.</exception>
    public static async Task<ServerLimits> RunAsync(
        PacketSource source, PipeWriter output, ConnectPacket connect, MqttClientOptions options, CancellationToken cancellationToken)
    {
        try
        {
            new PacketWriter(options.Version).Write(output, connect);
            await output.FlushAsync(cancellationToken);
            Packet? packet;
            while (!source.TryRead(out packet))
            {
                if (!await source.FillAsync(cancellationToken))
                {
                    throw new ConnectFailure(new LinkEnd(FailureText.ClosedEarly(options)));
                }
            }

            ConnAckPacket answer = packet as ConnAckPacket ?? throw MqttProtocolException.NotAllowed($"{packet.Type} instead of CONNACK");
            return answer.Reason == ReasonCode.Success
                ? ServerLimits.Of(answer, options)
                : throw new ConnectFailure(FailureText.OfConnAck(answer, options));
        }
        catch (MqttProtocolException exception)
        {
            throw new ConnectFailure(new LinkEnd(FailureText.NotMqtt(options, exception.Message)), exception);
        }
        catch (IOException exception)
        {
            throw new ConnectFailure(new LinkEnd(FailureText.ClosedEarly(options)), exception);
        }
    }

    /// <param name="options">As whom.</param>
    /// <param name="clientId">The given client id, or the one that the server has assigned.</param>
    /// <param name="isFirst">Whether it is this process's first connection.</param>
    public static ConnectPacket ToPacket(MqttClientOptions options, string clientId, bool isFirst)
    {
        bool v5 = options.Version == ProtocolVersion.V5;
        uint expirySeconds = options.SessionExpiry.TotalSeconds >= uint.MaxValue ? uint.MaxValue : (uint)options.SessionExpiry.TotalSeconds;
        return new ConnectPacket
        {
            Version = options.Version,
            ClientId = clientId,
            CleanStart = v5 ? options.CleanStart && isFirst : options.CleanStart || expirySeconds == 0,
            KeepAliveSeconds = (ushort)Math.Ceiling(options.KeepAlive.TotalSeconds),
            UserName = options.UserName,
            Password = options.Password is null ? null : Encoding.UTF8.GetBytes(options.Password),
            Will = options.Will is { } will ? ToWill(will) : null,
            Properties = v5 ? new PacketProperties
            {
                SessionExpirySeconds = expirySeconds == 0 ? null : expirySeconds,
                ReceiveMaximum = (uint)options.ReceiveMaximum,
                MaximumPacketBytes = (uint)options.MaximumPacketBytes,
                TopicAliasMaximum = LinkReader.TopicAliases,
            } : null,
        };
    }

    private static WillMessage ToWill(BusMessage will) => new()
    {
        Topic = will.Topic,
        Payload = will.Payload.ToArray(),
        QualityOfService = will.QualityOfService,
        Retain = will.Retain,
        Properties = MessageProperties.Of(will),
    };
}
