namespace PiHub.Recorder.Replay;

/// <summary>How far somebody has come in the sample log.</summary>
public sealed record SampleCursor
{
    /// <summary>Its name, e.g. <c>plugin/&lt;id&gt;/…</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The sequence number of the last sample that is done with; 0 when there is none.</summary>
    public required long Position { get; init; }

    /// <summary>When that sample was committed, UTC; the cursor's own beginning when there is none.</summary>
    public required DateTimeOffset CommittedAt { get; init; }

    /// <summary>Since when its owner no longer wants it, UTC; null while it is wanted.</summary>
    public DateTimeOffset? RetiredAt { get; init; }
}
