namespace PiHub.Recorder.Retention;

/// <summary>How much room is left on the disk, and what was deleted to make some.</summary>
public sealed record SpaceStatus
{
    /// <summary>Bytes that may still be written; null: not known.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>The size of the disk, bytes; null: not known.</summary>
    public long? TotalBytes { get; init; }

    /// <summary>With less than so many bytes free, the oldest raw readings are deleted.</summary>
    public long MinimumFreeBytes { get; init; }

    /// <summary>In how long the minimum is reached, by how the free bytes fell over the last days; null: it is not in sight, or not known
    /// during the first day.</summary>
    public TimeSpan? FullIn { get; init; }

    /// <summary>Cause and remedy in one line while room is scarce; null while there is enough.</summary>
    public string? Warning { get; init; }

    /// <summary>Before when raw readings were deleted to make room since the start, UTC; null: none were.</summary>
    public DateTimeOffset? RawDroppedBefore { get; init; }

    /// <summary>When that was last done, UTC; null: not since the start.</summary>
    public DateTimeOffset? RawDroppedAt { get; init; }
}
