namespace PiHub.Recorder.Replay;

/// <summary>The newest committed samples in order of commit, on disk, with the cursors of those who follow them. Safe to use from any
/// thread.</summary>
/// <remarks>A sample is kept until every cursor has passed it, at most as long as the recorder's bounds of bytes and age allow.</remarks>
public interface ISampleLog
{
    /// <summary>Whether the journal has been opened; before, those who ask wait.</summary>
    bool IsOpen { get; }

    /// <summary>The sequence number of the newest committed sample; 0 when there is none, or when the journal is not open yet.</summary>
    long Head { get; }

    /// <summary>Reads on from a place.</summary>
    /// <param name="after">The sequence number of the last sample that is known; 0 for the oldest.</param>
    /// <param name="limit">At most so many samples, 1 to 10,000. Fewer may come although there are more.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Empty, with the same position, when there is nothing newer.</returns>
    ValueTask<SampleLogPage> ReadAsync(long after, int limit, CancellationToken cancellationToken);

    /// <summary>The cursors whose names begin with a prefix, ordered by name; waits until the journal is open.</summary>
    /// <param name="prefix">The prefix; empty for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<IReadOnlyList<SampleCursor>> CursorsAsync(string prefix, CancellationToken cancellationToken);

    /// <summary>How many samples wait behind a cursor; 0 when there is none of that name.</summary>
    /// <param name="cursor">The cursor's name.</param>
    long LagOf(string cursor);

    /// <summary>Creates cursors, or moves those that exist. Nobody may be following them.</summary>
    /// <param name="cursors">The cursors; a position beyond <see cref="Head"/> counts as there.</param>
    /// <param name="cancellationToken">Gives up waiting; they may still be saved.</param>
    /// <returns>Completes after commit and sync to disk; all are saved together or none.</returns>
    /// <exception cref="ObjectDisposedException">The store stopped first.</exception>
    ValueTask SaveCursorsAsync(IReadOnlyList<SampleCursor> cursors, CancellationToken cancellationToken);

    /// <summary>Removes cursors; samples that only they had not passed may go.</summary>
    /// <param name="names">Their names; one that is not there is no error.</param>
    /// <param name="cancellationToken">Gives up waiting; they may still be removed.</param>
    /// <returns>Completes after commit and sync to disk.</returns>
    /// <exception cref="ObjectDisposedException">The store stopped first.</exception>
    ValueTask RemoveCursorsAsync(IReadOnlyList<string> names, CancellationToken cancellationToken);
}
