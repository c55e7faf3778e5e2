namespace PiHub.Recorder;

/// <summary>How recording goes at one instant. Counters count from the start of the process.</summary>
public sealed record RecorderStatus
{
    /// <summary>Whether readings reach the disk.</summary>
    public required RecorderState State { get; init; }

    /// <summary>Cause, file and remedy in one line while failing; null while all is well.</summary>
    public string? Message { get; init; }

    /// <summary>Since when the state is what it is, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Readings committed, one per metric of a sample; an overwritten one counts again.</summary>
    public long ReadingsWritten { get; init; }

    /// <summary>Events committed.</summary>
    public long EventsWritten { get; init; }

    /// <summary>Commits, each with one sync to disk.</summary>
    public long Commits { get; init; }

    /// <summary>Samples and events in the last commit.</summary>
    public int LastBatch { get; init; }

    /// <summary>Samples and events in the largest commit.</summary>
    public int LargestBatch { get; init; }

    /// <summary>Samples and events that wait for a commit now.</summary>
    public int Pending { get; init; }

    /// <summary>Samples and events that the database refused; whoever sent them was told.</summary>
    public long Refused { get; init; }

    /// <summary>How long the last commit took, from its first row to the end of the sync.</summary>
    public TimeSpan LastCommitLatency { get; init; }

    /// <summary>Size of the database and its log on disk, in bytes, as of the last commit.</summary>
    public long BytesOnDisk { get; init; }
}
