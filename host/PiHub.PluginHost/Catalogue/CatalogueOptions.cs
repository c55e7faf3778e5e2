using System.ComponentModel.DataAnnotations;

namespace PiHub.PluginHost.Catalogue;

/// <summary>Where the catalogue of plugins comes from.</summary>
public sealed class CatalogueOptions
{
    /// <summary>The folder where the last good catalogue is kept. Set by the hub.</summary>
    /// <value>empty</value>
    [Required(AllowEmptyStrings = true)]
    public string Folder { get; set; } = "";

    /// <summary>The address (http or https) or the file of the index; empty for no catalogue. Restart to change.</summary>
    /// <value>empty</value>
    [Required(AllowEmptyStrings = true)]
    public string Source { get; set; } = "";

    /// <summary>How often it is fetched, give or take a tenth, 1 min to 30 days. Restart to change.</summary>
    /// <value>1.00:00:00</value>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long fetching the index may take, and a download until it begins or goes on, 1 s to 10 min. Restart to change.</summary>
    /// <value>00:00:30</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest index, 1 KiB to 64 MiB. Restart to change.</summary>
    /// <value>4 MiB</value>
    [Range(1024, 64 * 1024 * 1024)]
    public int MaximumIndexBytes { get; set; } = 4 * 1024 * 1024;
}
