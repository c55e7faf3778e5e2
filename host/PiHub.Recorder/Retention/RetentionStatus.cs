namespace PiHub.Recorder.Retention;

/// <summary>What retention does, and how much room is left.</summary>
public sealed record RetentionStatus
{
    /// <summary>When it last went through all series, UTC; null: not since the start.</summary>
    public DateTimeOffset? LastRunAt { get; init; }

    /// <summary>How many levels of series were shortened in that run.</summary>
    public int Shortened { get; init; }

    /// <summary>What failed in that run, in one line; null when all went well.</summary>
    public string? Trouble { get; init; }

    /// <summary>How much room is left, and what was deleted to make some.</summary>
    public SpaceStatus Space { get; init; } = new();
}
