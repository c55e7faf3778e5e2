using System.ComponentModel.DataAnnotations;

namespace PiHub.Api;

/// <summary>How the HTTP API behaves.</summary>
public sealed class ApiOptions
{
    /// <summary>Demo mode: the web interface is signed in on the computer that the hub runs on. Restart to change.</summary>
    /// <value>false</value>
    public bool IsDemo { get; set; }

    /// <summary>The largest file of readings that an import takes, 1 to 1,099,511,627,776 bytes. Restart to change.</summary>
    /// <value>17179869184 (16 GiB)</value>
    [Range(1L, 1_099_511_627_776L)]
    public long MaximumImportBytes { get; set; } = 16L * 1024 * 1024 * 1024;
}
