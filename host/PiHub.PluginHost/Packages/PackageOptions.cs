using System.ComponentModel.DataAnnotations;

namespace PiHub.PluginHost.Packages;

/// <summary>What a package may be, and where packages are put.</summary>
public sealed class PackageOptions
{
    /// <summary>The folder of installed plugins, where packages can be dropped. Set by the hub.</summary>
    /// <value>empty</value>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>The largest package file, 1 KiB to 1 GiB. Restart to change.</summary>
    /// <value>64 MiB</value>
    [Range(typeof(long), "1024", "1073741824")]
    public long MaximumPackageBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>The most that a package may hold unpacked, 1 KiB to 4 GiB. Restart to change.</summary>
    /// <value>256 MiB</value>
    [Range(typeof(long), "1024", "4294967296")]
    public long MaximumUnpackedBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>The most files in a package, 1 to 60,000. Restart to change.</summary>
    /// <value>5000</value>
    [Range(1, 60_000)]
    public int MaximumFiles { get; set; } = 5_000;

    /// <summary>How many times larger than packed a file of more than 1 MiB may be, 2 to 1,100. Restart to change.</summary>
    /// <value>200</value>
    [Range(2, 1_100)]
    public int MaximumCompressionRatio { get; set; } = 200;

    /// <summary>Whether only packages with the signature of a trusted signer are installed. Restart to change.</summary>
    /// <value>false</value>
    public bool RequireSignature { get; set; }

    /// <summary>Whose signatures are trusted. Restart to change.</summary>
    /// <value>empty</value>
    public IReadOnlyList<TrustedSigner> TrustedSigners { get; set; } = [];

    /// <summary>How long a dropped package must lie unchanged before it is taken, 0.1 s to 1 min. Restart to change.</summary>
    /// <value>00:00:02</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan DropSettleTime { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How often dropped packages are looked for where the file system announces none, 1 s to 1 h. Restart to change.</summary>
    /// <value>00:00:10</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan DropPollInterval { get; set; } = TimeSpan.FromSeconds(10);
}
