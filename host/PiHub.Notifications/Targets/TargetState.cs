namespace PiHub.Notifications.Targets;

/// <summary>How it goes with a target.</summary>
public sealed record TargetState
{
    /// <summary>When something last arrived, UTC; null: never.</summary>
    public DateTimeOffset? LastSuccessAt { get; init; }

    /// <summary>Why it last failed, for the owner; null when it works.</summary>
    public string? LastError { get; init; }

    /// <summary>When it last failed, UTC; null when it works.</summary>
    public DateTimeOffset? LastErrorAt { get; init; }

    /// <summary>How many notifications wait to be sent.</summary>
    public int Waiting { get; init; }

    /// <summary>When sending is tried again, UTC; null while nothing failed.</summary>
    public DateTimeOffset? NextTryAt { get; init; }

    /// <summary>How many were given up since the start, because newer ones took their place or they were a day old.</summary>
    public long Dropped { get; init; }
}
