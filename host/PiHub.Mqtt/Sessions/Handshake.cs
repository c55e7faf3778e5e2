using System.Buffers;
using System.Security.Cryptography;
using PiHub.Mqtt.Access;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Transport;

namespace PiHub.Mqtt.Sessions;

/// <summary>CONNECT and CONNACK of one connection (3.1, 3.2).</summary>
internal sealed class Handshake
{
    private readonly IMqttTransport _transport;
    private readonly PacketSource _source;
    private readonly BrokerParts _parts;

    public Handshake(IMqttTransport transport, PacketSource source, BrokerParts parts)
    {
        _transport = transport;
        _source = source;
        _parts = parts;
    }

    /// <summary>Reads CONNECT and checks the client; answers only a refusal.</summary>
    /// <returns>The client, or null when the connection is to close.</returns>
    /// <exception cref="OperationCanceledException">The client took too long.</exception>
    public async Task<Admission?> ReceiveAsync(CancellationToken cancellationToken)
    {
        ConnectPacket? connect;
        try
        {
            connect = await ReadConnectAsync(cancellationToken);
        }
        catch (MqttProtocolException exception)
        {
            _parts.Door.Refusals.Ended(_transport.RemoteAddress, exception.Message);
            await AnswerBrokenConnectAsync(exception.Reason, cancellationToken);
            return null;
        }

        if (connect is null)
        {
            return null;
        }

        ReasonCode refusal = await _parts.Door.WaitForTurnAsync(_transport.Pass, cancellationToken);
        string clientId = connect.ClientId.Length > 0 ? connect.ClientId : "pihub-" + RandomNumberGenerator.GetHexString(16, lowercase: true);
        refusal = refusal == ReasonCode.Success ? Check(connect) : refusal;
        if (refusal == ReasonCode.Success)
        {
            (MqttClientAccess? access, refusal) = await AuthenticateAsync(connect, clientId, cancellationToken);
            Admission? admission = access is null ? null : Admission.Of(connect, clientId, access, _parts.Options);
            refusal = admission is null ? refusal : Admit(admission);
            if (admission is not null && refusal == ReasonCode.Success)
            {
                return admission;
            }
        }

        // Only what a client can mend: limits and wrong passwords have been reported, in numbers.
        if (!IsReported(refusal))
        {
            Log.ClientRefused(_parts.Logger, clientId, _transport.RemoteAddress, refusal);
        }

        await SendAsync(connect.Version, new ConnAckPacket { Reason = InVersionOf(connect, refusal) }, cancellationToken);
        return null;
    }

    // Clients that connect at the same moment may exceed the sessions' limit by their number.
    private ReasonCode Admit(Admission admission)
    {
        if (admission.ExpirySeconds > 0
            && _parts.Sessions.SessionCount >= _parts.Options.MaximumSessions
            && _parts.Sessions.Find(admission.ClientId) is null)
        {
            _parts.Door.Refusals.Refused(nameof(BrokerOptions.MaximumSessions));
            return ReasonCode.QuotaExceeded;
        }

        return _parts.Door.Admit(_transport.Pass, admission.ClientId);
    }

    private static bool IsReported(ReasonCode refusal) => refusal is ReasonCode.BadUserNameOrPassword
        or ReasonCode.ServerBusy or ReasonCode.QuotaExceeded or ReasonCode.ConnectionRateExceeded;

    private static ReasonCode InVersionOf(ConnectPacket connect, ReasonCode refusal)
    {
        if (connect.Version == ProtocolVersion.V5)
        {
            return refusal;
        }

        // 3.1.1: 3.2.2.3; "not authorized" for who showed nothing.
        bool isAnonymous = connect.UserName is null && connect.Password is null;
        return refusal switch
        {
            ReasonCode.BadUserNameOrPassword when isAnonymous => ReasonCode.NotAuthorized,
            ReasonCode.ServerBusy or ReasonCode.QuotaExceeded or ReasonCode.ConnectionRateExceeded => ReasonCode.ServerUnavailable,
            _ => refusal,
        };
    }

    private async Task<ConnectPacket?> ReadConnectAsync(CancellationToken cancellationToken)
    {
        Packet? packet;
        while (!_source.TryRead(out packet))
        {
            if (!await _source.FillAsync(cancellationToken))
            {
                return null;
            }
        }

        return (ConnectPacket)packet; // the reader takes nothing else first
    }

    private static ReasonCode Check(ConnectPacket connect)
    {
        bool v5 = connect.Version == ProtocolVersion.V5;
        if (connect.Properties?.AuthenticationMethod is not null)
        {
            return ReasonCode.BadAuthenticationMethod; // 4.12.0-1
        }

        // 3.1.1: 3.1.3-8.
        return PublishedMessage.IsReserved(connect.ClientId) || (connect.ClientId.Length == 0 && !connect.CleanStart && !v5)
            ? ReasonCode.ClientIdentifierNotValid
            : ReasonCode.Success;
    }

    private ValueTask<(MqttClientAccess? Access, ReasonCode Refusal)> AuthenticateAsync(
        ConnectPacket connect, string clientId, CancellationToken cancellationToken) => _parts.Logins.CheckAsync(
            new MqttCredentials
            {
                ClientId = clientId,
                UserName = connect.UserName,
                Password = connect.Password,
                RemoteAddress = _transport.RemoteAddress,
                HostName = _transport.HostName,
                ClientCertificate = _transport.ClientCertificate,
            },
            cancellationToken);

    // Before the version is known, and where 3.1.1 has no code, the connection just closes (3.1.4-1; 3.1.1: 3.2.2-6).
    private async Task AnswerBrokenConnectAsync(ReasonCode reason, CancellationToken cancellationToken)
    {
        if (_source.Version is not { } version || (version == ProtocolVersion.V311 && ReasonCodes.ToReturnCode(reason) is null))
        {
            return;
        }

        ReasonCode legal = ReasonCodes.Of(PacketType.ConnAck).Contains(reason) ? reason : ReasonCode.MalformedPacket;
        await SendAsync(version, new ConnAckPacket { Reason = legal }, cancellationToken);
    }

    private async Task SendAsync(ProtocolVersion version, Packet packet, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        new PacketWriter(version).Write(buffer, packet);
        await _transport.Output.WriteAsync(buffer.WrittenMemory, cancellationToken);
    }
}
