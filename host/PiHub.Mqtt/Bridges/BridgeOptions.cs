using System.ComponentModel.DataAnnotations;
using PiHub.Mqtt.Client;

namespace PiHub.Mqtt.Bridges;

/// <summary>A bridge to another broker, as written in the configuration. Restart to change.</summary>
public sealed class BridgeOptions
{
    /// <summary>The largest packet that MQTT knows.</summary>
    internal const long NoPacketLimitBytes = 268_435_455;

    /// <summary>Its name: 1 to 64 of a-z, 0-9 and -; no other bridge has it. Needed.</summary>
    /// <value>empty</value>
    public string Name { get; set; } = "";

    /// <summary>The remote broker: <c>mqtt://host</c>, <c>mqtts://host</c>, <c>ws://host/mqtt</c> or <c>wss://host/mqtt</c>. Needed.</summary>
    /// <value>none</value>
    public string? Server { get; set; }

    /// <summary>The name of the session at the remote broker; no other client may have it.</summary>
    /// <value>none, which means pihub-HOST-NAME</value>
    public string? ClientId { get; set; }

    /// <summary>The name to log in with.</summary>
    /// <value>none</value>
    public string? UserName { get; set; }

    /// <summary>The password to log in with. Never logged.</summary>
    /// <value>none</value>
    public string? Password { get; set; }

    /// <summary>A file whose first line is the password; read at start.</summary>
    /// <value>none</value>
    public string? PasswordFile { get; set; }

    /// <summary>The protocol version: 5 or 3.1.1.</summary>
    /// <value>5</value>
    public string Version { get; set; } = "5";

    /// <summary>A PEM file with the authorities that may sign the remote broker's certificate, instead of those of the system.</summary>
    /// <value>none</value>
    public string? CertificateAuthorityFile { get; set; }

    /// <summary>A PEM file with the hub's client certificate.</summary>
    /// <value>none</value>
    public string? ClientCertificateFile { get; set; }

    /// <summary>A PEM file with the private key of the client certificate.</summary>
    /// <value>none, which means that it is in the certificate's file</value>
    public string? ClientKeyFile { get; set; }

    /// <summary>After how long without a packet the connection is checked, in whole seconds; zero for never.</summary>
    /// <value>30 s</value>
    [Range(typeof(TimeSpan), "00:00:00", "18:12:15")]
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the remote broker keeps messages for the hub while there is no connection; above zero.</summary>
    /// <value>7 days</value>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan SessionExpiry { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The largest packet to send, in bytes. An MQTT 5 broker says its limit itself; one of 3.1.1 disconnects who exceeds it.</summary>
    /// <value>268,435,455</value>
    [Range(1_024L, NoPacketLimitBytes)]
    public long MaximumPacketBytes { get; set; } = NoPacketLimitBytes;

    /// <summary>How many QoS 1 and 2 messages may wait for the remote broker.</summary>
    /// <value>100,000 messages</value>
    [Range(1, 10_000_000)]
    public int OutboxMessages { get; set; } = 100_000;

    /// <summary>How many bytes of topics, payloads and properties may wait for the remote broker.</summary>
    /// <value>67,108,864 (64 MiB)</value>
    [Range(1_024L, long.MaxValue)]
    public long OutboxBytes { get; set; } = 67_108_864;

    /// <summary>How long a message may wait for the remote broker; then it is dropped and counted.</summary>
    /// <value>7 days</value>
    [Range(typeof(TimeSpan), "00:00:01", "3650.00:00:00")]
    public TimeSpan OutboxAge { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Which messages are dropped, and counted, when more wait than may: the oldest, or with Reject the new one, which is
    /// acknowledged to its publisher all the same.</summary>
    /// <value>DropOldest</value>
    public OutboxOverflow OutboxOverflow { get; set; } = OutboxOverflow.DropOldest;

    /// <summary>What it carries. Of several that match a topic the first counts. Needed.</summary>
    /// <value>empty</value>
    public IList<BridgeTopicOptions> Topics { get; } = [];

    /// <summary>Where it stands in the configuration, for messages.</summary>
    internal string Path { get; set; } = "";
}
