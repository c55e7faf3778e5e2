using System.ComponentModel.DataAnnotations;

namespace PiHub.Mqtt;

/// <summary>The broker's limits. Read once at start.</summary>
public sealed class BrokerOptions
{
    /// <summary>The largest packet taken from a client, in bytes.</summary>
    /// <value>1,048,576 (1 MiB).</value>
    [Range(1_024, 268_435_455)]
    public int MaximumPacketBytes { get; set; } = 1_048_576;

    /// <summary>How many QoS 1 and 2 messages an MQTT 5 client may leave unacknowledged; it is announced, and a client that exceeds it is
    /// disconnected.</summary>
    /// <value>100 messages.</value>
    [Range(1, 65_535)]
    public int ReceiveMaximum { get; set; } = 100;

    /// <summary>How many messages of one client may be on their way to disk at once; then its reading waits. It bounds what
    /// <see cref="ReceiveMaximum"/> cannot: QoS 0, and clients of MQTT 3.1.1.</summary>
    /// <value>1,000 messages.</value>
    [Range(1, 65_535)]
    public int PendingMessages { get; set; } = 1_000;

    /// <summary>How many messages may wait for one client; then <see cref="OutboundOverflow"/> applies.</summary>
    /// <value>1,000 messages.</value>
    [Range(1, 1_000_000)]
    public int OutboundQueueMessages { get; set; } = 1_000;

    /// <summary>How many bytes of topics and payloads may wait for one client, sent but unacknowledged ones included; then as with
    /// <see cref="OutboundQueueMessages"/>. A message that is larger waits alone.</summary>
    /// <value>8,388,608 (8 MiB).</value>
    [Range(1_024L, long.MaxValue)]
    public long OutboundQueueBytes { get; set; } = 8_388_608;

    /// <summary>How many bytes of topics and payloads may wait for all clients together; then as with
    /// <see cref="OutboundQueueMessages"/>. A payload that waits for several clients is in memory once and counted for each.</summary>
    /// <value>67,108,864 (64 MiB).</value>
    [Range(1_024L, long.MaxValue)]
    public long QueuedBytes { get; set; } = 67_108_864;

    /// <summary>What happens to a message for a client whose queue is full. Whatever is dropped is counted.</summary>
    /// <value>DropNewest.</value>
    [EnumDataType(typeof(OutboundOverflow))]
    public OutboundOverflow OutboundOverflow { get; set; } = OutboundOverflow.DropNewest;

    /// <summary>How long a client may take nothing before messages for it are dropped without making their publishers wait. Until then a
    /// publisher waits, this long at most per message, for a queue that is more than half full.</summary>
    /// <value>20 ms.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan SubscriberGrace { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How many QoS 1 and 2 messages one client may leave unacknowledged, if its own Receive Maximum is not lower.</summary>
    /// <value>100 messages.</value>
    [Range(1, 65_535)]
    public int InFlightMessages { get; set; } = 100;

    /// <summary>How many retained messages may wait for one client after it subscribed; further ones are dropped and counted.</summary>
    /// <value>100,000 messages, which are held by reference.</value>
    [Range(1, 10_000_000)]
    public int RetainedReplayMessages { get; set; } = 100_000;

    /// <summary>How many filters one client may subscribe to; a further one is refused.</summary>
    /// <value>1,000 filters.</value>
    [Range(1, 1_000_000)]
    public int SubscriptionsPerClient { get; set; } = 1_000;

    /// <summary>How many topics may have a retained message; on a further topic the message is delivered but not kept, and counted.</summary>
    /// <value>10,000 messages.</value>
    [Range(0, 10_000_000)]
    public int RetainedMessages { get; set; } = 10_000;

    /// <summary>How many bytes of topics and payloads may be retained in all; beyond, as with <see cref="RetainedMessages"/>.</summary>
    /// <value>67,108,864 (64 MiB).</value>
    [Range(0L, long.MaxValue)]
    public long RetainedBytes { get; set; } = 67_108_864;

    /// <summary>The file that sessions, their queued messages and retained messages are kept in; without one they end with the broker.
    /// </summary>
    /// <value>None.</value>
    public string? StorePath { get; set; }

    /// <summary>How long the session of an MQTT 3.1.1 client that connects without "clean session" is kept after its connection.</summary>
    /// <value>7 days.</value>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan PersistentSessionExpiry { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The longest that any session is kept after its connection; an MQTT 5 client that asks for more is told. Without it, a
    /// client may ask for ever.</summary>
    /// <value>none.</value>
    [Range(typeof(TimeSpan), "00:00:00", "3650.00:00:00")]
    public TimeSpan? MaximumSessionExpiry { get; set; }

    /// <summary>The longest keep-alive of an MQTT 5 client; one that asks for more is told. One that asks for none gets none.</summary>
    /// <value>60 s.</value>
    [Range(typeof(TimeSpan), "00:00:01", "18:12:15")]
    public TimeSpan MaximumKeepAlive { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many topic aliases an MQTT 5 client may use for what it publishes.</summary>
    /// <value>32 aliases.</value>
    [Range(0, 65_535)]
    public int TopicAliasMaximum { get; set; } = 32;

    /// <summary>How many topic aliases the broker uses for what it sends to an MQTT 5 client, if the client does not allow fewer.</summary>
    /// <value>32 aliases.</value>
    [Range(0, 65_535)]
    public int OutboundTopicAliases { get; set; } = 32;

    /// <summary>How long a new connection may take until its CONNECT is answered.</summary>
    /// <value>10 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long messages that are already in the journal are waited for when their connection or the broker ends.</summary>
    /// <value>5 s.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a client gets to take the last bytes, such as the reason of a disconnection, before it is cut off.</summary>
    /// <value>0.5 s.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan LingerTimeout { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>How often the broker publishes its own numbers on <c>$SYS/broker/…</c>; zero for never.</summary>
    /// <value>10 s.</value>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan SystemTopicsInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many clients may be connected at once; a further one is refused as "server busy" (3.1.1: "server unavailable"), except
    /// one that takes over a connected client's id.</summary>
    /// <value>10,000 clients.</value>
    [Range(1, 1_000_000)]
    public int MaximumClients { get; set; } = 10_000;

    /// <summary>How many clients may be connected at once from one address other than this computer's; a further one is refused as "quota
    /// exceeded" (3.1.1: "server unavailable"), except as with <see cref="MaximumClients"/>.</summary>
    /// <value>1,000 clients.</value>
    [Range(1, 1_000_000)]
    public int MaximumClientsPerAddress { get; set; } = 1_000;

    /// <summary>How many sessions that outlive their connection there may be, connected or not; a client that asks for a further one is
    /// refused as "quota exceeded" (3.1.1: "server unavailable").</summary>
    /// <value>10,000 sessions.</value>
    [Range(1, 1_000_000)]
    public int MaximumSessions { get; set; } = 10_000;

    /// <summary>How many connections may be without a CONNECT at once, TLS handshakes included; for a further one the oldest is closed.</summary>
    /// <value>2,000 connections.</value>
    [Range(1, 1_000_000)]
    public int MaximumPendingConnections { get; set; } = 2_000;

    /// <summary>How many CONNECTs are looked at in a second. One second's worth may come at once; further ones wait 2 s at most, and beyond
    /// are refused as "connection rate exceeded" (3.1.1: "server unavailable").</summary>
    /// <value>1,000 connections.</value>
    [Range(1, 1_000_000)]
    public int ConnectionsPerSecond { get; set; } = 1_000;

    /// <summary>The largest CONNECT, in bytes, if <see cref="MaximumPacketBytes"/> is not lower: nobody has signed in yet. A larger one is
    /// refused as "packet too large" (3.1.1: closed).</summary>
    /// <value>131,072 (128 KiB).</value>
    [Range(1_024, 268_435_455)]
    public int MaximumConnectBytes { get; set; } = 131_072;

    /// <summary>How long a packet may take from its first byte to its last; a client that is slower is disconnected, whatever its
    /// keep-alive.</summary>
    /// <value>60 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan PacketTimeout { get; set; } = TimeSpan.FromSeconds(60);
}
