using System.ComponentModel.DataAnnotations;

namespace PiHub.Mqtt;

/// <summary>The broker's limits. Read once at start.</summary>
public sealed class BrokerOptions
{
    /// <summary>The largest packet taken from a client, in bytes.</summary>
    /// <value>1,048,576 (1 MiB).</value>
    [Range(1_024, 268_435_455)]
    public int MaximumPacketBytes { get; set; } = 1_048_576;

    /// <summary>How many messages of one client may be in the journal at once; then its reading waits. It is also the Receive Maximum
    /// announced to MQTT 5 clients.</summary>
    /// <value>1,000 messages.</value>
    [Range(1, 65_535)]
    public int ReceiveMaximum { get; set; } = 1_000;

    /// <summary>How many messages may wait for one client; a further one is dropped and counted.</summary>
    /// <value>1,000 messages.</value>
    [Range(1, 1_000_000)]
    public int OutboundQueueMessages { get; set; } = 1_000;

    /// <summary>How long a client may take nothing before messages for it are dropped without making their publishers wait. Until then a
    /// publisher waits, this long at most per message, for a queue that is more than half full.</summary>
    /// <value>20 ms.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan SubscriberGrace { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How many QoS 1 messages one client may leave unacknowledged, if its own Receive Maximum is not lower.</summary>
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
}
