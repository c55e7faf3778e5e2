using PiHub.Recorder.Blocks.Catalog;
using PiHub.Recorder.Blocks.Index;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Blocks.Upkeep;

/// <summary>Retention: takes old blocks out of the index, page by page, so that nobody waits long.</summary>
internal sealed class Dropper(SeriesCatalog catalog, Ledger ledger)
{
    private const int PageRows = 500;

    /// <summary>Drops the blocks of a series that end before a time.</summary>
    public async Task DropAsync(RecordedSeries series, ReadingLevel level, long before, CancellationToken cancellationToken)
    {
        if (catalog.Find(series) is not { } state)
        {
            return;
        }

        // First the mark: whoever finds readings missing knows why.
        if (level == ReadingLevel.Raw)
        {
            await WithGateAsync(
                () =>
                {
                    if (before > state.Row.RawFrom)
                    {
                        Put(ledger.Begin(), [(state, state.Row with { RawFrom = before, Newest = NewestFrom(state.Row, before) })]);
                    }

                    return false;
                },
                cancellationToken);
        }

        await RemoveAsync(series.Id, RollupStore.KindOf(level), before, cancellationToken);
    }

    /// <summary>Drops the blocks of a device's events that end before a time.</summary>
    public async Task DropEventsAsync(string device, long before, CancellationToken cancellationToken)
    {
        if (catalog.FindEvents(device) is { } state)
        {
            await RemoveAsync(state.Row.Series.Id, BlockKind.Event, before, cancellationToken);
        }
    }

    /// <summary>Drops the oldest raw blocks of all series, whose minutes are stored, until so many bytes are dead.</summary>
    /// <returns>The time before which raw readings went; null when there was nothing to drop.</returns>
    public async Task<long?> DropOldestAsync(long bytes, CancellationToken cancellationToken)
    {
        var oldest = new PriorityQueue<SeriesState, long>();
        long? until = null;
        await WithGateAsync(() => Fill(oldest), cancellationToken);
        while (bytes > 0 && oldest.Count > 0)
        {
            await WithGateAsync(
                () =>
                {
                    (long freed, long? reached) = DropPage(oldest, bytes);
                    bytes -= freed;
                    until = reached > until || until is null ? reached ?? until : until;
                    return false;
                },
                cancellationToken);
        }

        return until;
    }

    private static ReadingPoint? NewestFrom(SeriesRow row, long before) =>
        row.Newest is { } newest && newest.Time.ToUnixTimeMilliseconds() < before ? null : row.Newest;

    private bool Fill(PriorityQueue<SeriesState, long> oldest)
    {
        foreach (SeriesState state in catalog.Series)
        {
            if (First(state) is { } first)
            {
                oldest.Enqueue(state, first.From);
            }
        }

        return false;
    }

    private BlockRow? First(SeriesState state)
    {
        List<BlockRow> rows = ledger.Index.Behind(state.Row.Series.Id, BlockKind.Raw, long.MinValue, 1);
        return rows.Count > 0 && MayGo(state, rows[0]) ? rows[0] : null;
    }

    private static bool MayGo(SeriesState state, BlockRow row)
    {
        if (row.To >= state.Row.MinutesUntil)
        {
            return false;
        }

        var range = new TimeRange(row.From, row.To + 1);
        foreach (StaleRange stale in state.Stale)
        {
            if (stale.Range.Overlaps(range))
            {
                return false;
            }
        }

        return true;
    }

    private (long Bytes, long? Until) DropPage(PriorityQueue<SeriesState, long> oldest, long bytes)
    {
        BlockBatch batch = ledger.Begin();
        var changed = new Dictionary<SeriesState, SeriesRow>();
        (long freed, long? until, int count) = (0, null, 0);
        while (freed < bytes && count < PageRows && oldest.TryDequeue(out SeriesState? state, out _))
        {
            // A look at one more tells where the series goes on.
            long behind = changed.TryGetValue(state, out SeriesRow? former) ? former.RawFrom - 1 : long.MinValue;
            List<BlockRow> rows = ledger.Index.Behind(state.Row.Series.Id, BlockKind.Raw, behind, 2);
            if (rows.Count == 0 || !MayGo(state, rows[0]))
            {
                continue;
            }

            batch.Remove(rows[0]);
            (freed, count) = (freed + rows[0].Length, count + 1);
            long end = rows[0].To + 1;
            until = Math.Max(until ?? end, end);
            SeriesRow row = former ?? state.Row;
            changed[state] = row with { RawFrom = Math.Max(row.RawFrom, end), Newest = NewestFrom(row, end) };
            if (rows.Count > 1)
            {
                oldest.Enqueue(state, rows[1].From);
            }
        }

        Put(batch, changed.Select(pair => (pair.Key, pair.Value)).ToList());
        return (freed, until);
    }

    private async Task RemoveAsync(long series, BlockKind kind, long before, CancellationToken cancellationToken)
    {
        while (await WithGateAsync(() => RemovePage(series, kind, before), cancellationToken))
        {
        }
    }

    private bool RemovePage(long series, BlockKind kind, long before)
    {
        BlockBatch batch = ledger.Begin();
        int count = 0;
        foreach (BlockRow row in ledger.Index.Behind(series, kind, long.MinValue, PageRows))
        {
            if (row.To >= before)
            {
                break;
            }

            batch.Remove(row);
            count++;
        }

        if (count > 0)
        {
            Put(batch, []);
        }

        return count == PageRows;
    }

    private void Put(BlockBatch batch, List<(SeriesState State, SeriesRow Row)> changed)
    {
        ledger.Commit(batch, [], 0, writer => changed.ForEach(one => writer.PutSeries(one.Row)));
        foreach ((SeriesState state, SeriesRow row) in changed)
        {
            lock (state.Lock)
            {
                state.Row = row;
            }
        }
    }

    private async Task<bool> WithGateAsync(Func<bool> work, CancellationToken cancellationToken)
    {
        await ledger.Gate.WaitAsync(cancellationToken);
        try
        {
            return work();
        }
        finally
        {
            ledger.Gate.Release();
        }
    }
}
