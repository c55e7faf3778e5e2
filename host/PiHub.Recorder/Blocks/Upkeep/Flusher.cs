using PiHub.Recorder.Blocks.Catalog;
using PiHub.Recorder.Blocks.Heads;
using PiHub.Recorder.Blocks.Index;
using PiHub.Recorder.Blocks.Placing;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;

namespace PiHub.Recorder.Blocks.Upkeep;

/// <summary>Writes heads into blocks, many series with one sync. For who holds the gate.</summary>
internal sealed class Flusher(SeriesCatalog catalog, HeadBudget budget, Ledger ledger, BlockLoader loader, HeadDue due)
{
    // Bounds how long one step takes.
    private const int MostSeries = 256;
    private const int MostReadings = 128 * 1_024;

    /// <summary>Writes some of what is due.</summary>
    /// <param name="everything">Whether all heads are due, but for readings that are held back.</param>
    /// <returns>Whether something was written; there may be more.</returns>
    public bool Step(bool everything)
    {
        List<(SeriesState State, ReadingCut Cut)> readings = CutReadings(everything);
        List<(EventState State, EventCut Cut)> events = CutEvents(everything);
        if (readings.Count == 0 && events.Count == 0)
        {
            return false;
        }

        BlockBatch batch = ledger.Begin();
        var rows = new List<SeriesRow>();
        var stale = new Dictionary<long, List<StaleRange>>();
        var released = new HashSet<object>();
        try
        {
            Place(batch, readings, rows, stale);
            Place(batch, events, rows);
        }
        catch
        {
            batch.Undo();
            throw;
        }

        released.UnionWith(readings.ConvertAll(one => (object)one.State));
        released.UnionWith(events.ConvertAll(one => (object)one.State));
        ledger.Commit(batch, released, 0, writer =>
        {
            foreach (SeriesRow row in rows)
            {
                writer.PutSeries(row);
                if (stale.TryGetValue(row.Series.Id, out List<StaleRange>? ranges))
                {
                    stale[row.Series.Id] = ranges.ConvertAll(range => writer.AddStale(row.Series.Id, range.Range));
                }
            }
        });
        Release(readings, events, rows, stale);
        return true;
    }

    private List<(SeriesState State, ReadingCut Cut)> CutReadings(bool everything)
    {
        var cuts = new List<(SeriesState, ReadingCut)>();
        int count = 0;
        foreach (SeriesState state in due.Series(everything))
        {
            lock (state.Lock)
            {
                if (!state.IsGone && state.Head.Cut(due.TakesHeld(state.Head)) is { } cut)
                {
                    cuts.Add((state, cut));
                    count += cut.Readings.Count;
                }
            }

            if (count >= MostReadings || cuts.Count == MostSeries)
            {
                break;
            }
        }

        return cuts;
    }

    private List<(EventState State, EventCut Cut)> CutEvents(bool everything)
    {
        var cuts = new List<(EventState, EventCut)>();
        foreach (EventState state in catalog.Events)
        {
            lock (state.Lock)
            {
                if (!state.IsGone && due.IsDue(state.Head, everything) && state.Head.Cut() is { } cut)
                {
                    cuts.Add((state, cut));
                }
            }

            if (cuts.Count == MostSeries)
            {
                break;
            }
        }

        return cuts;
    }

    private void Place(
        BlockBatch batch, List<(SeriesState State, ReadingCut Cut)> cuts, List<SeriesRow> rows, Dictionary<long, List<StaleRange>> stale)
    {
        var placer = new BlockPlacer<ReadingContent>(ledger.Index, loader, batch);
        foreach ((SeriesState state, ReadingCut cut) in cuts)
        {
            SeriesRow row = state.Row;
            placer.Place(row.Series, BlockKind.Raw, new ReadingContent(cut.Readings), null);
            List<TimeRange> late = LateRanges.Of(cut.Readings, cut.Left, row.MinutesUntil);
            if (late.Count > 0)
            {
                stale[row.Series.Id] = late.ConvertAll(range => new StaleRange(0, range));
            }

            var last = cut.Readings.PointAt(cut.Readings.Count - 1);
            rows.Add(row with
            {
                Flushed = Math.Max(row.Flushed, cut.Through),
                Version = row.Version + 1,
                Newest = row.Newest is { } newest && newest.Time > last.Time ? newest : last,
            });
        }
    }

    private void Place(BlockBatch batch, List<(EventState State, EventCut Cut)> cuts, List<SeriesRow> rows)
    {
        var placer = new BlockPlacer<EventContent>(ledger.Index, loader, batch);
        foreach ((EventState state, EventCut cut) in cuts)
        {
            placer.Place(state.Row.Series, BlockKind.Event, new EventContent(cut.Events), null);
            rows.Add(state.Row with { Flushed = Math.Max(state.Row.Flushed, cut.Through) });
        }
    }

    private void Release(
        List<(SeriesState State, ReadingCut Cut)> readings, List<(EventState State, EventCut Cut)> events, List<SeriesRow> rows,
        Dictionary<long, List<StaleRange>> stale)
    {
        long bytes = 0;
        int next = 0;
        foreach ((SeriesState state, _) in readings)
        {
            lock (state.Lock)
            {
                state.Row = rows[next++];
                if (stale.TryGetValue(state.Row.Series.Id, out List<StaleRange>? added))
                {
                    state.Stale = [.. state.Stale, .. added];
                }

                long released = state.Head.Release();
                bytes += state.IsGone ? 0 : released;
            }
        }

        foreach ((EventState state, _) in events)
        {
            lock (state.Lock)
            {
                state.Row = rows[next++];
                long released = state.Head.Release();
                bytes += state.IsGone ? 0 : released;
            }
        }

        budget.Add(-bytes);
    }
}
