namespace PiHub.Recorder.Clock;

/// <summary>How it stands with the times of readings. Counters count from the start of the process.</summary>
public sealed record ClockStatus
{
    /// <summary>Whether the hub's clock is set, as far as the hub can tell.</summary>
    public required bool IsSet { get; init; }

    /// <summary>By how much it jumped when it was set; null when it was set before the hub started, or is not set yet.</summary>
    public TimeSpan? Jump { get; init; }

    /// <summary>Samples and events that were stamped while the clock was not set.</summary>
    public long Estimated { get; init; }

    /// <summary>Samples and events whose device time was replaced by the time of receipt, by device; the devices beyond 1,000 are counted
    /// together under an empty name.</summary>
    public required IReadOnlyDictionary<string, long> Corrected { get; init; }
}
