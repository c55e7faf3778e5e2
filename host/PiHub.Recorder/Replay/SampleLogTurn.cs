namespace PiHub.Recorder.Replay;

/// <summary>What a commit needs to know to write its part of the sample log.</summary>
internal sealed record SampleLogTurn
{
    /// <summary>The sequence number of the newest sample that is known to be committed.</summary>
    public required long Head { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required CursorChanges Cursors { get; init; }

    /// <summary>Rows above it go, oldest first.</summary>
    public required long MaximumBytes { get; init; }

    /// <summary>Older rows go.</summary>
    public required TimeSpan MaximumAge { get; init; }
}
