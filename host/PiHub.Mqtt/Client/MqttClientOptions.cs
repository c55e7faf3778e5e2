using System.ComponentModel.DataAnnotations;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Client;

/// <summary>To which server a client connects, as whom, and within which limits. Read once.</summary>
public sealed class MqttClientOptions : IValidatableObject
{
    private static readonly string[] Schemes = ["mqtt", "mqtts", "ws", "wss"];

    /// <summary>The server: <c>mqtt://host</c> (port 1883), <c>mqtts://host</c> (TLS, port 8883), <c>ws://host/mqtt</c> or
    /// <c>wss://host/mqtt</c>. User and password do not belong into it.</summary>
    /// <value>mqtt://127.0.0.1/</value>
    [Required]
    public Uri Server { get; set; } = new("mqtt://127.0.0.1");

    /// <summary>The name of the session at the server. When empty, the server chooses one.</summary>
    /// <value>empty</value>
    [Required(AllowEmptyStrings = true)]
    [StringLength(65_535)]
    public string ClientId { get; set; } = "";

    /// <summary>The name to log in with.</summary>
    /// <value>none</value>
    public string? UserName { get; set; }

    /// <summary>The password to log in with. Never logged.</summary>
    /// <value>none</value>
    public string? Password { get; set; }

    /// <summary>The protocol version to speak; there is no fallback to the other one.</summary>
    /// <value>V5</value>
    [EnumDataType(typeof(ProtocolVersion))]
    public ProtocolVersion Version { get; set; } = ProtocolVersion.V5;

    /// <summary>After how long without a packet the connection is checked, in whole seconds; zero for never. A connection that is silent
    /// for 1.5 times as long is given up. The server may shorten it.</summary>
    /// <value>30 s</value>
    [Range(typeof(TimeSpan), "00:00:00", "18:12:15")]
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the session that the server has from an earlier process is thrown away. In MQTT 5 the reconnections of this
    /// process resume nevertheless; in 3.1.1 every connection begins anew.</summary>
    /// <value>false</value>
    public bool CleanStart { get; set; }

    /// <summary>How long the server keeps the session without a connection, in whole seconds; <see cref="TimeSpan.MaxValue"/> for ever,
    /// zero for not at all. In 3.1.1 any value above zero means as long as the server likes.</summary>
    /// <value>1 day</value>
    [Range(typeof(TimeSpan), "00:00:00", "10675199.02:48:05.4775807")]
    public TimeSpan SessionExpiry { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How many messages may be on their way in each direction: unacknowledged QoS 1 and 2 publishes, if the server does not
    /// allow fewer, and received messages that are handled at once.</summary>
    /// <value>100 messages</value>
    [Range(1, PacketIds.MaximumTaken)]
    public int ReceiveMaximum { get; set; } = 100;

    /// <summary>The largest packet taken from the server, in bytes. MQTT 5 servers are told; a 3.1.1 server that sends more is
    /// disconnected.</summary>
    /// <value>1,048,576 (1 MiB)</value>
    [Range(1_024L, 268_435_455L)]
    public long MaximumPacketBytes { get; set; } = 1_048_576;

    /// <summary>How long an attempt may take until the server has accepted it.</summary>
    /// <value>10 s</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long after the first failure the next attempt is made; it doubles with every further one. Up to a quarter is added by
    /// chance, so that many clients do not come at once.</summary>
    /// <value>1 s</value>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan MinimumReconnectDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest time between attempts, before chance adds to it.</summary>
    /// <value>60 s</value>
    [Range(typeof(TimeSpan), "00:00:00.01", "1.00:00:00")]
    public TimeSpan MaximumReconnectDelay { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long disposing waits for messages that are under way in either direction.</summary>
    /// <value>5 s</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A PEM file with the authorities that may sign the server's certificate, instead of those of the system. Read at each
    /// attempt.</summary>
    /// <value>none</value>
    public string? CertificateAuthorityFile { get; set; }

    /// <summary>A PEM file with the client's certificate. Read at each attempt.</summary>
    /// <value>none</value>
    public string? ClientCertificateFile { get; set; }

    /// <summary>A PEM file with the private key of the client's certificate.</summary>
    /// <value>none, which means that it is in the certificate's file</value>
    public string? ClientKeyFile { get; set; }

    /// <summary>Danger: takes any certificate, so that whoever is between can read and forge everything, the password included. Only for
    /// a first try.</summary>
    /// <value>false</value>
    public bool AllowUntrustedCertificate { get; set; }

    /// <summary>The message that the server publishes when the connection is lost without a farewell.</summary>
    /// <value>none</value>
    public BusMessage? Will { get; set; }

    internal bool UsesTls => Server.Scheme is "mqtts" or "wss";

    internal bool UsesWebSocket => Server.Scheme is "ws" or "wss";

    internal int Port => Server.Port > 0 ? Server.Port : UsesTls ? 8883 : 1883;

    /// <summary>What goes beyond the range of one property.</summary>
    /// <param name="validationContext">Not used.</param>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        (bool IsWrong, string Text, string Member)[] rules =
        [
            (Server is not null && (!Server.IsAbsoluteUri || !Schemes.Contains(Server.Scheme) || Server.Host.Length == 0),
                "the server must be given as mqtt://host, mqtts://host, ws://host/mqtt or wss://host/mqtt", nameof(Server)),
            (Server is { IsAbsoluteUri: true, UserInfo.Length: > 0 },
                "user and password do not belong into the server's address", nameof(Server)),
            (Version == ProtocolVersion.V311 && Password is not null && UserName is null,
                "MQTT 3.1.1 knows no password without a user name", nameof(Password)),
            (Version == ProtocolVersion.V311 && string.IsNullOrEmpty(ClientId) && !CleanStart && SessionExpiry > TimeSpan.Zero,
                "MQTT 3.1.1 keeps no session without a client id", nameof(ClientId)),
            (MaximumReconnectDelay < MinimumReconnectDelay,
                "the longest reconnect delay is below the shortest", nameof(MaximumReconnectDelay)),
            (ClientKeyFile is not null && ClientCertificateFile is null,
                "a client key needs a client certificate", nameof(ClientKeyFile)),
            (Will is { } will && !TopicName.IsValid(will.Topic), "the will's topic is no topic name", nameof(Will)),
            (Will is { Payload.Length: > 65_535 }, "the will's payload is longer than 65,535 bytes", nameof(Will)),
        ];
        return rules.Where(rule => rule.IsWrong).Select(rule => new ValidationResult(rule.Text, [rule.Member]));
    }

    /// <summary>Where it connects to, without credentials.</summary>
    public override string ToString() => $"{Server.Scheme}://{Server.Host}:{Port}{(UsesWebSocket ? Server.AbsolutePath : "")}";

    /// <exception cref="ArgumentException">With everything that is wrong.</exception>
    internal void ThrowIfInvalid()
    {
        var wrong = new List<ValidationResult>();
        if (!Validator.TryValidateObject(this, new ValidationContext(this), wrong, validateAllProperties: true))
        {
            throw new ArgumentException(string.Join("; ", wrong.Select(result => result.ErrorMessage)));
        }
    }
}
