namespace PiHub.Recorder.Replay;

/// <summary>What is written of the cursors with the next commit.</summary>
/// <param name="Moved">New and moved ones.</param>
/// <param name="Removed">Names of those that are gone.</param>
/// <param name="Oldest">The position of the cursor that is furthest behind, after the changes; without any cursor the largest number.</param>
internal sealed record CursorChanges(IReadOnlyList<SampleCursor> Moved, IReadOnlyList<string> Removed, long Oldest)
{
    public static CursorChanges None { get; } = new([], [], long.MaxValue);

    public bool IsEmpty => Moved.Count == 0 && Removed.Count == 0;
}
