using PiHub.Recorder.Blocks.Catalog;
using PiHub.Recorder.Blocks.Index;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;

namespace PiHub.Recorder.Blocks.Upkeep;

/// <summary>Takes out of the index what was deleted and what is damaged. For who holds the gate.</summary>
internal sealed class Remover(SeriesCatalog catalog, BlockIndex index, Ledger ledger, DamageLog damages)
{
    private const int PageRows = 1_000;

    // Rows of series that are gone wait here, as in the index's table of the same name.
    private readonly Queue<long> _gone = new();

    /// <summary>Begins from what the index has.</summary>
    public void Load(IEnumerable<long> gone)
    {
        _gone.Clear();
        foreach (long series in gone)
        {
            _gone.Enqueue(series);
        }
    }

    /// <summary>Writes the tombstones of devices that were deleted, and removes their series from the index.</summary>
    public void ApplyDeletions()
    {
        PendingDeletion[] pending = catalog.PendingDeletions;
        if (pending.Length == 0)
        {
            return;
        }

        BlockBatch batch = ledger.Begin();
        var written = new List<DeletionRow>();
        var replaced = new List<DeletionRow>();
        List<SeriesRow> series;
        try
        {
            using Microsoft.Data.Sqlite.SqliteConnection connection = index.Open();
            series = IndexContent.Series(connection);
            List<DeletionRow> former = IndexContent.Deletions(connection);
            foreach (PendingDeletion deletion in pending)
            {
                written.Add(batch.AddTombstone(deletion.Device, deletion.Entry, deletion.Series));
                replaced.AddRange(former.FindAll(one => one.Device == deletion.Device));
                former.RemoveAll(one => one.Device == deletion.Device);
            }

            replaced.ForEach(one => batch.Count(one.File, -one.Length));
        }
        catch
        {
            batch.Undo();
            throw;
        }

        bool IsGone(SeriesRow row) => Array.Exists(pending, one => one.Device == row.Series.Device && row.Series.Id <= one.Series);
        List<long> gone = series.FindAll(IsGone).ConvertAll(row => row.Series.Id);
        ledger.Commit(batch, [], pending.Length, writer =>
        {
            written.ForEach(row => writer.PutDeletion(row));
            foreach (long id in gone)
            {
                writer.RemoveSeries(id);
                writer.AddGone(id);
            }
        });
        catalog.Applied(pending.Length);
        gone.ForEach(_gone.Enqueue);
    }

    /// <summary>Removes some rows of series that are gone.</summary>
    /// <returns>Whether there was something to do.</returns>
    public bool RemoveGone()
    {
        if (!_gone.TryPeek(out long series))
        {
            return false;
        }

        BlockBatch batch = ledger.Begin();
        int count = 0;
        for (BlockKind kind = BlockKind.Raw; kind <= BlockKind.Event && count < PageRows; kind++)
        {
            foreach (BlockRow row in ledger.Index.Behind(series, kind, long.MinValue, PageRows - count))
            {
                batch.Remove(row);
                count++;
            }
        }

        ledger.Commit(batch, [], 0, writer =>
        {
            if (count == 0)
            {
                writer.RemoveGone(series);
            }
        });
        if (count == 0)
        {
            _gone.Dequeue();
        }

        return true;
    }

    /// <summary>Removes damaged blocks, so that nobody stumbles over them again. Rollups are made anew where raw readings still are.
    /// </summary>
    public void RemoveDamaged()
    {
        List<(BlockRow Row, Damage Damage)> waiting = damages.Waiting();
        if (waiting.Count == 0)
        {
            return;
        }

        BlockBatch batch = ledger.Begin();
        var remade = new List<(SeriesState State, TimeRange Range)>();
        foreach ((BlockRow row, _) in waiting)
        {
            List<BlockRow> now = ledger.Index.Before(row.Series, row.Kind, row.From + 1, 1);
            if (now.Count == 0 || now[0] != row)
            {
                continue; // somebody wrote over it
            }

            batch.Remove(row);
            if (row.Kind is BlockKind.Minute or BlockKind.Hour or BlockKind.Day && catalog.NameOf(row.Series) is { } name
                && catalog.Find(name) is { } state && row.From >= state.Row.RawFrom)
            {
                remade.Add((state, new TimeRange(row.From, row.To + 1)));
            }
        }

        var stale = new List<(SeriesState State, StaleRange Range)>();
        ledger.Commit(batch, [], 0, writer =>
        {
            waiting.ForEach(one => writer.AddDamage(one.Damage));
            stale = remade.ConvertAll(one => (one.State, writer.AddStale(one.State.Row.Series.Id, one.Range)));
        });
        damages.Recorded(waiting.Count);
        foreach ((SeriesState state, StaleRange range) in stale)
        {
            lock (state.Lock)
            {
                state.Stale = [.. state.Stale, range];
            }
        }
    }
}
