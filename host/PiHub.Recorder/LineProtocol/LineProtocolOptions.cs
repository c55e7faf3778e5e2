using System.ComponentModel.DataAnnotations;

namespace PiHub.Recorder.LineProtocol;

/// <summary>The continuous export in InfluxDB line protocol, from the configuration section <c>Recorder:Export:Influx</c>; read once at
/// start.</summary>
public sealed class LineProtocolOptions
{
    /// <summary>Where its settings stand, for messages.</summary>
    public const string Path = "Recorder:Export:Influx";

    /// <summary>The server, <c>http://host:8086</c> or <c>https://host</c>, with a path when it has one. Without it nothing is exported.
    /// </summary>
    /// <value>none</value>
    public string? Url { get; set; }

    /// <summary>The version of the write interface: 1 for <c>/write</c>, 2 for <c>/api/v2/write</c>.</summary>
    /// <value>1</value>
    [Range(1, 2)]
    public int Version { get; set; } = 1;

    /// <summary>Version 1: the database, which must exist. Needed.</summary>
    /// <value>none</value>
    public string? Database { get; set; }

    /// <summary>Version 1: the retention policy.</summary>
    /// <value>none, which means the database's own default</value>
    public string? RetentionPolicy { get; set; }

    /// <summary>Version 1: the name to log in with.</summary>
    /// <value>none</value>
    public string? User { get; set; }

    /// <summary>Version 1: the password to log in with. Never logged.</summary>
    /// <value>none</value>
    public string? Password { get; set; }

    /// <summary>A file whose first line is the password; read at start.</summary>
    /// <value>none</value>
    public string? PasswordFile { get; set; }

    /// <summary>Version 2: the organization's name or id.</summary>
    /// <value>none</value>
    public string? Organization { get; set; }

    /// <summary>Version 2: the bucket, which must exist. Needed.</summary>
    /// <value>none</value>
    public string? Bucket { get; set; }

    /// <summary>Version 2: the token that may write to the bucket. Never logged.</summary>
    /// <value>none</value>
    public string? Token { get; set; }

    /// <summary>A file whose first line is the token; read at start.</summary>
    /// <value>none</value>
    public string? TokenFile { get; set; }

    /// <summary>The measurement of every line; <c>{device}</c> in it stands for the device's id.</summary>
    /// <value>pihub</value>
    public string Measurement { get; set; } = "pihub";

    /// <summary>Tags of every line besides <c>device</c>, e.g. <c>site</c>.</summary>
    /// <value>empty</value>
    public IDictionary<string, string> Tags { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>What is exported: <c>device</c> or <c>device/metric</c>, where <c>*</c> stands for any characters; nothing means all.
    /// </summary>
    /// <value>empty</value>
    public IList<string> Include { get; } = [];

    /// <summary>What of that is not exported, written likewise.</summary>
    /// <value>empty</value>
    public IList<string> Exclude { get; } = [];

    /// <summary>Whether texts are exported; servers that keep only numbers, like VictoriaMetrics, make zeros of them.</summary>
    /// <value>true</value>
    public bool Texts { get; set; } = true;

    /// <summary>The most samples in one request, 1 to 10,000; each is one line.</summary>
    /// <value>5,000</value>
    [Range(1, 10_000)]
    public int BatchLines { get; set; } = 5_000;

    /// <summary>The most bytes in one request before compression, 1 KiB to 16 MiB; a longer line goes alone.</summary>
    /// <value>1,048,576</value>
    [Range(1_024, 16_777_216)]
    public int BatchBytes { get; set; } = 1_048_576;

    /// <summary>How long samples gather before they are sent, 0.1 s to 1 h.</summary>
    /// <value>1 s</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long one request may take, 1 s to 10 min.</summary>
    /// <value>30 s</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether requests are compressed.</summary>
    /// <value>true</value>
    public bool Gzip { get; set; } = true;

    /// <summary>Whether the server's certificate must be valid.</summary>
    /// <value>true</value>
    public bool VerifyCertificate { get; set; } = true;

    /// <summary>A PEM file with the authorities that may sign the server's certificate, instead of those of the system.</summary>
    /// <value>none</value>
    public string? CertificateAuthorityFile { get; set; }

    /// <summary>Whether the very first start begins with the oldest sample that the sample log still has, instead of the next one.</summary>
    /// <value>false</value>
    public bool FromOldest { get; set; }
}
