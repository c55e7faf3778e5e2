using PiHub.Recorder.Engine;
using PiHub.Recorder.Retention;
using PiHub.Recorder.Rollups;

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

    /// <summary>Commits, each with one sync to disk; one more when a new segment of the journal begins.</summary>
    public long Commits { get; init; }

    /// <summary>Syncs of the journal.</summary>
    public long JournalSyncs { get; init; }

    /// <summary>Bytes written to the journal.</summary>
    public long JournalBytesWritten { get; init; }

    /// <summary>Bytes written to the files of journal and blocks; without what SQLite writes for their index.</summary>
    public long BytesWritten { get; init; }

    /// <summary>Syncs of these files and their folders.</summary>
    public long Syncs { get; init; }

    /// <summary>Bytes of samples, events and cursors among them; the rest is the journal's own frame.</summary>
    public long PayloadBytes { get; init; }

    /// <summary>Samples and events in the last commit.</summary>
    public int LastBatch { get; init; }

    /// <summary>Samples and events in the largest commit.</summary>
    public int LargestBatch { get; init; }

    /// <summary>Samples and events that wait for a commit now.</summary>
    public int Pending { get; init; }

    /// <summary>Samples and events that could not be stored; whoever sent them was told.</summary>
    public long Refused { get; init; }

    /// <summary>How long the last commit took: writing and sync.</summary>
    public TimeSpan LastCommitLatency { get; init; }

    /// <summary>Size of the journal on disk, in bytes.</summary>
    public long JournalBytes { get; init; }

    /// <summary>Entries of the journal that the engine has not written yet.</summary>
    public long WaitingForEngine { get; init; }

    /// <summary>What was found damaged of the journal since the start, newest first, at most 100.</summary>
    public IReadOnlyList<Damage> JournalDamages { get; init; } = [];

    /// <summary>How the engine does; null for a status that nobody's engine gave.</summary>
    public EngineStatus? Engine { get; init; }

    /// <summary>How the rollups do; null until the store is open.</summary>
    public RollupStatus? Rollups { get; init; }

    /// <summary>How retention does, and how much room is left; null until the store is open.</summary>
    public RetentionStatus? Retention { get; init; }

    /// <summary>Size of journal and engine on disk, in bytes.</summary>
    public long BytesOnDisk { get; init; }
}
