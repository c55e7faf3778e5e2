using Microsoft.Data.Sqlite;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;
using PiHub.Sqlite;

namespace PiHub.Recorder.Replay;

/// <summary>Reads the sample log from disk, for those who have fallen behind.</summary>
internal sealed class SampleLogReader(SqliteDatabase database) : IAsyncDisposable
{
    // Several followers that catch up take turns; each turn is a page.
    private const int ConcurrentReads = 2;

    // A page of large samples ends early.
    private const long PageBytes = 1_024 * 1_024;

    private readonly SqliteReads _queries = new(database, ConcurrentReads);

    /// <summary>Reads a page.</summary>
    /// <param name="after">The sequence number before it.</param>
    /// <param name="head">The newest one; there is at least one after <paramref name="after"/>.</param>
    /// <param name="limit">At most so many samples.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public ValueTask<SampleLogPage> ReadAsync(long after, long head, int limit, CancellationToken cancellationToken) =>
        _queries.RunAsync((connection, _) => Read(connection, after, head, limit), cancellationToken);

    public ValueTask DisposeAsync() => _queries.DisposeAsync();

    private static SampleLogPage Read(SqliteConnection connection, long after, long head, int limit)
    {
        using var rows = new Statement(
            connection,
            """
            SELECT first, count, committed_ms, samples FROM sample_log
            WHERE first>=coalesce((SELECT max(first) FROM sample_log WHERE first<=?1), 0) ORDER BY first
            """);
        rows.Bind(1, after + 1);
        var samples = new List<LoggedSample>();
        (long position, long missed, long bytes) = (after, 0, 0);
        DateTimeOffset? missedUntil = null;
        while (samples.Count < limit && bytes < PageBytes && rows.Step())
        {
            DateTimeOffset committedAt = UnixTime.ToTime(rows.WholeNumber(2));
            byte[] blob = rows.Blob(3);
            bytes += blob.Length;
            foreach (LoggedSample sample in Unpack(rows.WholeNumber(0), (int)rows.WholeNumber(1), committedAt, blob))
            {
                if (sample.Sequence <= position || samples.Count == limit)
                {
                    continue;
                }

                if (sample.Sequence > position + 1)
                {
                    missed += sample.Sequence - position - 1;
                    missedUntil = committedAt;
                }

                samples.Add(sample);
                position = sample.Sequence;
            }
        }

        if (samples.Count == 0 && bytes < PageBytes)
        {
            // All that the log should have is gone, or damaged.
            (missed, position, missedUntil) = (head - after, head, DateTimeOffset.MaxValue);
        }

        return new SampleLogPage { Samples = samples, Position = position, Missed = missed, MissedUntil = missedUntil };
    }

    // A damaged row has nothing to give; what was in it counts as missed, and the rows after it go on.
    private static IEnumerable<LoggedSample> Unpack(long first, int count, DateTimeOffset committedAt, byte[] blob)
    {
        List<Sample> samples;
        try
        {
            samples = SampleDecoder.Read(blob, count);
        }
        catch (InvalidDataException)
        {
            return [];
        }

        return samples.Select((sample, index) => new LoggedSample(first + index, committedAt, sample));
    }
}
