namespace PiHub.Recorder.Rollups;

/// <summary>How the rollups do.</summary>
public sealed record RollupStatus
{
    /// <summary>How many series there are.</summary>
    public int Series { get; init; }

    /// <summary>How many of them are not up to date: there is more to make at once.</summary>
    public int Behind { get; init; }

    /// <summary>How many of them failed and are tried again later.</summary>
    public int Failing { get; init; }

    /// <summary>How much time of the series that is farthest behind is still to be made.</summary>
    public TimeSpan Lag { get; init; }

    /// <summary>How many buckets were written since the start.</summary>
    public long BucketsWritten { get; init; }

    /// <summary>How many writes were computed again since the start, because readings came meanwhile.</summary>
    public long Refused { get; init; }

    /// <summary>What failed last, in one line; null while all is well.</summary>
    public string? Trouble { get; init; }

    /// <summary>When all series were last looked at, UTC; null: not yet.</summary>
    public DateTimeOffset? LastRoundAt { get; init; }
}
