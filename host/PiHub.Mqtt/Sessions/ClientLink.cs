using PiHub.Mqtt.Access;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Transport;

namespace PiHub.Mqtt.Sessions;

/// <summary>What one connection adds to its session: what the client announced, what it may do, and the answers that wait for it.</summary>
internal sealed class ClientLink
{
    private long _received;
    private long _sent;

    public ClientLink(Admission admission, Session session, IMqttTransport transport, BrokerParts parts, Action<CloseReason> close)
    {
        BrokerOptions options = parts.Options;
        PacketProperties? properties = admission.Connect.Properties;
        Session = session;
        Access = admission.Access;
        Version = admission.Connect.Version;
        Will = admission.Connect.Will;
        KeepAlive = admission.KeepAlive;
        HadExpiry = properties?.SessionExpirySeconds > 0;
        MaximumPacketBytes = properties?.MaximumPacketBytes ?? uint.MaxValue;
        WantsProblems = properties?.RequestProblemInformation != 0;
        Window = (int)Math.Min(properties?.ReceiveMaximum ?? ushort.MaxValue, (uint)options.InFlightMessages);
        Aliases = new OutboundAliases((int)Math.Min(properties?.TopicAliasMaximum ?? 0, (uint)options.OutboundTopicAliases));
        Transport = transport;
        Close = close;
        Since = parts.Time.GetUtcNow();
    }

    public Session Session { get; }

    public MqttClientAccess Access { get; }

    public ProtocolVersion Version { get; }

    public bool IsV5 => Version == ProtocolVersion.V5;

    public WillMessage? Will { get; }

    /// <summary>Zero for none.</summary>
    public TimeSpan KeepAlive { get; }

    /// <summary>Whether CONNECT asked for a session that outlives the connection (5.0: 3.14.2.2.2).</summary>
    public bool HadExpiry { get; }

    /// <summary>The largest packet that the client takes (5.0: 3.1.2-24).</summary>
    public long MaximumPacketBytes { get; }

    /// <summary>Whether the client takes reason strings on acknowledgements (5.0: 3.1.2-29).</summary>
    public bool WantsProblems { get; }

    /// <summary>The most unfinished messages of QoS 1 and 2 (5.0: 3.3.4-9).</summary>
    public int Window { get; }

    /// <summary>For what is sent.</summary>
    public OutboundAliases Aliases { get; }

    public IMqttTransport Transport { get; }

    /// <summary>Asks the connection to end. Safe from any thread.</summary>
    public Action<CloseReason> Close { get; }

    /// <summary>Since when it is connected, UTC.</summary>
    public DateTimeOffset Since { get; }

    public AnswerQueue Answers { get; } = new();

    public long MessagesReceived => Volatile.Read(ref _received);

    public long MessagesSent => Volatile.Read(ref _sent);

    /// <summary>For the reading loop only.</summary>
    public void CountReceived() => Volatile.Write(ref _received, _received + 1);

    /// <summary>For the writing loop only.</summary>
    public void CountSent(int messages) => Volatile.Write(ref _sent, _sent + messages);

    /// <summary>Properties with a reason string, or null where the client does not want or take it (5.0: 3.4.2-2).</summary>
    public PacketProperties? Explain(string? reason, bool always)
    {
        // 16 bytes are more than an acknowledgement's other fields.
        return reason is not null && IsV5 && (always || WantsProblems)
            && System.Text.Encoding.UTF8.GetByteCount(reason) is var bytes && bytes <= ushort.MaxValue && bytes + 16 <= MaximumPacketBytes
            ? new PacketProperties { ReasonString = reason }
            : null;
    }
}
