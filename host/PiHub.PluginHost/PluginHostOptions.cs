using System.ComponentModel.DataAnnotations;

namespace PiHub.PluginHost;

/// <summary>Where plugins are found and how long they may take.</summary>
public sealed class PluginHostOptions
{
    /// <summary>Folders whose sub-folders are the plugins that came with the hub, in order of precedence. Restart to change.</summary>
    /// <value>empty</value>
    [Required]
    public IReadOnlyList<string> Folders { get; set; } = [];

    /// <summary>The folder of the plugins that the owner installed, <c>&lt;id&gt;/&lt;version&gt;/</c>; without it nothing can be installed. Restart to
    /// change.</summary>
    /// <value>empty</value>
    [Required(AllowEmptyStrings = true)]
    public string InstalledFolder { get; set; } = "";

    /// <summary>Whether no plugin is started, so that the owner can switch off one that harms the hub. Restart to change.</summary>
    /// <value>false</value>
    public bool SafeMode { get; set; }

    /// <summary>The folder that holds one folder per plugin for its database and files. Restart to change.</summary>
    /// <value>empty</value>
    [Required]
    public string DataFolder { get; set; } = "";

    /// <summary>Ids that a plugin may not have, because the host's own routes use them. Restart to change.</summary>
    /// <value>empty</value>
    [Required]
    public IReadOnlyList<string> ReservedIds { get; set; } = [];

    /// <summary>How long a plugin may take to start, 1 s to 5 min. Restart to change.</summary>
    /// <value>00:00:10</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan StartDeadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The managed heap, in bytes after a full collection, above which the plugin that takes most of it is shown as degraded,
    /// 16 MiB to 64 GiB. Restart to change.</summary>
    /// <value>268435456</value>
    [Range(16L << 20, 64L << 30)]
    public long MemoryWarningBytes { get; set; } = 256L << 20;

    /// <summary>How long a plugin's requests in flight may take at its stop, and then again its disposal, 6 s to 1 min: more than the 5 s
    /// after which a driver that hangs is abandoned. Restart to change.</summary>
    /// <value>00:00:08</value>
    [Range(typeof(TimeSpan), "00:00:06", "00:01:00")]
    public TimeSpan StopDeadline { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>How long one call of a plugin's sample handler may take before the plugin is shown as degraded, 1 s to 1 h, looked at every
    /// 10 s; the call goes on, and the samples wait. So it is with messages of the bus. Restart to change.</summary>
    /// <value>00:00:30</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan HandlerPatience { get; set; } = TimeSpan.FromSeconds(30);
}
