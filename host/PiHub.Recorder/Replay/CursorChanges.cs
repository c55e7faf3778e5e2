namespace PiHub.Recorder.Replay;

/// <summary>What is written of the cursors with the next commit.</summary>
/// <param name="Moved">New and moved ones.</param>
/// <param name="Removed">Names of those that are gone.</param>
internal sealed record CursorChanges(IReadOnlyList<SampleCursor> Moved, IReadOnlyList<string> Removed)
{
    public static CursorChanges None { get; } = new([], []);

    public bool IsEmpty => Moved.Count == 0 && Removed.Count == 0;
}
