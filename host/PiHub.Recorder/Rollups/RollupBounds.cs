namespace PiHub.Recorder.Rollups;

/// <summary>How much the rollups do at a time, and how soon.</summary>
internal sealed record RollupBounds
{
    /// <summary>How long a reading may take from its device until its minute is made: what comes later costs a second write.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How much time has to be ready before buckets are written, so that the card gets few large writes; queries condense the
    /// rest themselves.</summary>
    public TimeSpan LeastAdvance { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long after its end the day of a silent series is closed.</summary>
    public TimeSpan SilentClose { get; init; } = TimeSpan.FromHours(1);

    /// <summary>After how many readings a step ends: about a day at 1 Hz, 2 MB.</summary>
    public int ReadingsPerStep { get; init; } = 100_000;

    /// <summary>After how many minutes a step ends: 150 KB.</summary>
    public int MinutesPerStep { get; init; } = 2_000;

    /// <summary>How many stale stretches a step takes on at most.</summary>
    public int StretchesPerStep { get; init; } = 500;

    /// <summary>How long a metric must have another kind before its rollups are made anew.</summary>
    public TimeSpan KindSettles { get; init; } = TimeSpan.FromMinutes(10);
}
