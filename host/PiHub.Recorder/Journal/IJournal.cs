namespace PiHub.Recorder.Journal;

/// <summary>What has been committed, in order, as far back as somebody needs it. Safe to use from any thread.</summary>
public interface IJournal
{
    /// <summary>The number of the newest entry on disk; 0 when there is none.</summary>
    long Head { get; }

    /// <summary>Reads on from a place.</summary>
    /// <param name="after">The number of the last entry that is known; 0 for the oldest.</param>
    /// <param name="limit">At most so many entries, 1 to 10,000. Fewer may come although there are more.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>In order; empty when there is nothing newer.</returns>
    /// <exception cref="IOException">The disk fails.</exception>
    ValueTask<IReadOnlyList<JournalEntry>> ReadAsync(long after, int limit, CancellationToken cancellationToken);
}
