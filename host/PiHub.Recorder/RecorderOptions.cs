using System.ComponentModel.DataAnnotations;

namespace PiHub.Recorder;

/// <summary>The recorder's settings; read once at start.</summary>
public sealed class RecorderOptions
{
    /// <summary>The folder of the database, created when missing. Required; the hub sets <c>readings</c> in its data folder.</summary>
    /// <value>empty</value>
    [Required]
    public string Folder { get; set; } = "";

    /// <summary>How many samples and events may wait for a commit, 1 to 1,000,000. When so many wait, the next sender waits too: nothing
    /// is dropped.</summary>
    /// <value>10000</value>
    [Range(1, 1_000_000)]
    public int QueueCapacity { get; set; } = 10_000;

    /// <summary>How many queries may read at the same time, 1 to 64; the next one waits.</summary>
    /// <value>4</value>
    [Range(1, 64)]
    public int ConcurrentQueries { get; set; } = 4;
}
