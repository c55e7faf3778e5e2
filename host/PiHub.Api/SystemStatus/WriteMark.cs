namespace PiHub.Api.SystemStatus;

/// <summary>The counters of what is written, at one instant; they run since the start of the process. What is not measured is null.</summary>
/// <param name="Timestamp">The instant on the clock that only goes forward.</param>
/// <param name="Time">The instant, UTC.</param>
internal sealed record WriteMark(long Timestamp, DateTimeOffset Time)
{
    /// <summary>Bytes that the whole process caused to be written to disks.</summary>
    public long? ProcessBytes { get; init; }

    /// <summary>Bytes that the recorder wrote to its files.</summary>
    public long? RecorderBytes { get; init; }

    /// <summary>Bytes of what was to be recorded.</summary>
    public long? PayloadBytes { get; init; }

    /// <summary>Group commits.</summary>
    public long Commits { get; init; }

    /// <summary>Syncs.</summary>
    public long? Syncs { get; init; }

    /// <summary>Readings recorded.</summary>
    public long Readings { get; init; }
}
