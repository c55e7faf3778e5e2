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

    /// <summary>What is kept how long, in the order in which the rules are tried; the last one is for everything else.</summary>
    public IReadOnlyList<RetentionInForce> Rules { get; init; } = [];

    /// <summary>Why nothing is deleted by age for now, in one line: the hub's clock cannot be believed; null while it can.</summary>
    public string? Held { get; init; }

    /// <summary>How much room is left, and what was deleted to make some.</summary>
    public SpaceStatus Space { get; init; } = new();
}
