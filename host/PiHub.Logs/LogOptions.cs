using System.ComponentModel.DataAnnotations;

namespace PiHub.Logs;

/// <summary>The log on the disk.</summary>
public sealed class LogOptions
{
    /// <summary>The folder of the files; the hub chooses it. Null: no files. Restart to change.</summary>
    /// <value>null</value>
    public string? Folder { get; set; }

    /// <summary>What all files together take at most, bytes; the oldest lines go first. Restart to change.</summary>
    /// <value>16777216 (16 MiB)</value>
    [Range(1_048_576, 1_073_741_824)]
    public int TotalBytes { get; set; } = 16 * 1_024 * 1_024;

    /// <summary>How long lines may wait to be written together; an error does not wait. Restart to change.</summary>
    /// <value>2 s</value>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan WriteInterval { get; set; } = TimeSpan.FromSeconds(2);
}
