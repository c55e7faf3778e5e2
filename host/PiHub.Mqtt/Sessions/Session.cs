using PiHub.Mqtt.Access;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Storage;
using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Sessions;

/// <summary>A connected client: what it announced, what it may do, and what waits for it. It lives as long as its connection.</summary>
internal sealed class Session : ISubscriber
{
    private readonly BrokerCounters _counters;

    public Session(ConnectPacket connect, string clientId, MqttClientAccess access, BrokerParts parts)
    {
        _counters = parts.Counters;
        ClientId = clientId;
        Access = access;
        Version = connect.Version;
        Will = connect.Will;
        KeepAlive = TimeSpan.FromSeconds(connect.KeepAliveSeconds);
        PacketProperties? properties = connect.Properties;
        MaximumPacketBytes = properties?.MaximumPacketBytes ?? uint.MaxValue;
        WantsProblems = properties?.RequestProblemInformation != 0;
        int window = (int)Math.Min(properties?.ReceiveMaximum ?? ushort.MaxValue, (uint)parts.Options.InFlightMessages);
        InFlight = new InFlightWindow(window);
        Outbound = new OutboundQueue(parts.Options, parts.Time);
    }

    public string ClientId { get; }

    public MqttClientAccess Access { get; }

    public ProtocolVersion Version { get; }

    public bool IsV5 => Version == ProtocolVersion.V5;

    public WillMessage? Will { get; }

    /// <summary>Zero for none.</summary>
    public TimeSpan KeepAlive { get; }

    /// <summary>The largest packet that the client takes (5.0: 3.1.2-24).</summary>
    public long MaximumPacketBytes { get; }

    /// <summary>Whether the client takes reason strings on acknowledgements (5.0: 3.1.2-29).</summary>
    public bool WantsProblems { get; }

    public InFlightWindow InFlight { get; }

    public OutboundQueue Outbound { get; }

    public bool Deliver(in Delivery delivery, ref StoreChanges changes)
    {
        if (Access.MayReceive?.Invoke(delivery.Message.Message.Topic) == false)
        {
            return true;
        }

        if (!Outbound.TryAddMessage(delivery, out bool isBusy))
        {
            _counters.CountDropped();
        }

        return !isBusy;
    }

    public ValueTask WaitForRoomAsync() => Outbound.WaitForMessageRoomAsync();

    /// <summary>Puts retained messages into the queue.</summary>
    public void Replay(List<Delivery> deliveries)
    {
        if (Access.MayReceive is { } mayReceive)
        {
            deliveries.RemoveAll(delivery => !mayReceive(delivery.Message.Message.Topic));
        }

        _counters.CountDropped(Outbound.AddReplays(deliveries));
    }

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
