using System.Collections.Concurrent;
using PiHub.Recorder.Blocks.Catalog;
using PiHub.Recorder.Blocks.Index;
using PiHub.Recorder.Blocks.Placing;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Blocks.Upkeep;

/// <summary>Writes rollups: what several callers want at the same time goes to the disk with one sync.</summary>
internal sealed class RollupStore(SeriesCatalog catalog, Ledger ledger, BlockLoader loader)
{
    private const int MostWrites = 256;

    // Each caller waits for its own write: as many wait as callers.
    private readonly ConcurrentQueue<(RollupWrite Write, TaskCompletionSource<bool> Done)> _waiting = new();

    /// <summary>Writes buckets.</summary>
    /// <returns>False when the series' version moved.</returns>
    public async Task<bool> WriteAsync(RollupWrite write, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue((write, done));
        await Task.Yield(); // whoever asks for several plans the next one meanwhile
        await ledger.Gate.WaitAsync(cancellationToken);
        try
        {
            // Whoever had the gate may have written it along.
            while (!done.Task.IsCompleted)
            {
                WriteWaiting();
            }
        }
        finally
        {
            ledger.Gate.Release();
        }

        return await done.Task;
    }

    private void WriteWaiting()
    {
        var writes = new List<(RollupWrite Write, TaskCompletionSource<bool> Done)>();
        var taken = new HashSet<long>();
        while (writes.Count < MostWrites && _waiting.TryPeek(out (RollupWrite Write, TaskCompletionSource<bool> Done) next)
            && taken.Add(next.Write.Series.Id) && _waiting.TryDequeue(out next))
        {
            writes.Add(next);
        }

        try
        {
            Write(writes);
        }
        catch (Exception exception)
        {
            writes.ForEach(one => one.Done.TrySetException(exception));
            throw;
        }
    }

    private void Write(List<(RollupWrite Write, TaskCompletionSource<bool> Done)> writes)
    {
        BlockBatch batch = ledger.Begin();
        var accepted = new List<(RollupWrite Write, SeriesState State, SeriesRow Row)>();
        try
        {
            foreach ((RollupWrite write, _) in writes)
            {
                if (catalog.Find(write.Series) is { } state && state.Row.Version == write.Version)
                {
                    accepted.Add((write, state, Place(batch, write, state.Row)));
                }
            }
        }
        catch
        {
            batch.Undo();
            throw;
        }

        if (accepted.Count > 0)
        {
            ledger.Commit(batch, [], 0, writer =>
            {
                foreach ((RollupWrite write, _, SeriesRow row) in accepted)
                {
                    writer.PutSeries(row);
                    foreach (long settled in write.Settled)
                    {
                        writer.RemoveStale(settled);
                    }
                }
            });
        }

        foreach ((RollupWrite write, SeriesState state, SeriesRow row) in accepted)
        {
            lock (state.Lock)
            {
                state.Row = row;
                state.Stale = [.. state.Stale.Where(stale => !write.Settled.Contains(stale.Id))];
            }
        }

        foreach ((RollupWrite write, TaskCompletionSource<bool> done) in writes)
        {
            done.TrySetResult(accepted.Exists(one => one.Write == write));
        }
    }

    private SeriesRow Place(BlockBatch batch, RollupWrite write, SeriesRow row)
    {
        foreach (RollupPart part in write.Parts)
        {
            var placer = new BlockPlacer<RollupContent>(ledger.Index, loader, batch);
            BlockKind kind = KindOf(part.Level);
            RollupContent Kept(RollupContent stored) => Without(stored, part.Replaced);
            HashSet<long> gone = placer.Place(write.Series, kind, new RollupContent((RollupBucket[])[.. part.Buckets]), Kept);
            foreach (TimeRange range in part.Replaced)
            {
                foreach (BlockRow other in ledger.Index.Overlapping(
                    write.Series.Id, kind, range.FromMilliseconds, range.ToMilliseconds, int.MaxValue))
                {
                    if (!gone.Contains(other.From))
                    {
                        placer.Write(write.Series, kind, placer.Take(other, Kept, gone));
                    }
                }
            }

            row = row.WithUntil(part.Level, part.Until);
        }

        return row;
    }

    /// <summary>The blocks of a level.</summary>
    public static BlockKind KindOf(ReadingLevel level) => level switch
    {
        ReadingLevel.Raw => BlockKind.Raw,
        ReadingLevel.Minute => BlockKind.Minute,
        ReadingLevel.Hour => BlockKind.Hour,
        _ => BlockKind.Day,
    };

    private static RollupContent Without(RollupContent stored, IReadOnlyList<TimeRange> replaced)
    {
        var kept = new List<RollupBucket>(stored.Count);
        int next = 0;
        foreach (RollupBucket bucket in stored.Buckets)
        {
            while (next < replaced.Count && replaced[next].ToMilliseconds <= bucket.StartMilliseconds)
            {
                next++;
            }

            if (next == replaced.Count || !replaced[next].Contains(bucket.StartMilliseconds))
            {
                kept.Add(bucket);
            }
        }

        return new RollupContent(kept.ToArray());
    }
}
