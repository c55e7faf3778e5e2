namespace PiHub.PluginHost.Jobs;

/// <summary>A run of a job at one moment.</summary>
public sealed record JobRunSnapshot
{
    /// <summary>Its number; later runs have higher ones. 0 while it could not be written down.</summary>
    public required long Id { get; init; }

    /// <summary>When it was due; for a run by hand when it was asked for.</summary>
    public required DateTimeOffset ScheduledAt { get; init; }

    /// <summary>When it began; null when it never did.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null while it goes on, or when nobody knows.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What became of it; null while it goes on.</summary>
    public JobOutcome? Outcome { get; init; }

    /// <summary>Why it failed or was left out; null for nothing to say.</summary>
    public string? Error { get; init; }

    /// <summary>How far it came, 0 to 1; null when it never said.</summary>
    public double? Progress { get; init; }

    /// <summary>What it did last, in its own words; null when it never said.</summary>
    public string? Text { get; init; }

    /// <summary>Who started it by hand; null when its schedule did.</summary>
    public string? StartedBy { get; init; }
}
