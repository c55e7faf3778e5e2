namespace PiHub.Recorder.Replay;

/// <summary>A run of the sample log.</summary>
/// <remarks>Equality compares the samples by reference.</remarks>
public sealed record SampleLogPage
{
    /// <summary>In order of commit; samples of a device that was deleted after them are left out.</summary>
    public required IReadOnlyList<LoggedSample> Samples { get; init; }

    /// <summary>How far the page goes: where the next one begins.</summary>
    public required long Position { get; init; }

    /// <summary>How many samples before the page's end the log no longer has.</summary>
    public long Missed { get; init; }

    /// <summary>When the first sample after those missing was committed, UTC; null when none is missing.</summary>
    public DateTimeOffset? MissedUntil { get; init; }
}
