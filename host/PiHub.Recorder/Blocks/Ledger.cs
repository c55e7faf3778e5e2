using PiHub.Recorder.Blocks.Catalog;
using PiHub.Recorder.Blocks.Index;

namespace PiHub.Recorder.Blocks;

/// <summary>Makes changes of blocks and index durable, one after the other.</summary>
/// <param name="index">The index.</param>
/// <param name="files">The block files.</param>
/// <param name="catalog">The heads.</param>
/// <param name="intake">What was taken.</param>
internal sealed class Ledger(BlockIndex index, BlockFiles files, SeriesCatalog catalog, Intake intake) : IDisposable
{
    private IndexState _state;
    private long _neededFrom;
    private long _readings;

    /// <summary>Held by whoever changes blocks or index.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>The number of the first entry that is not in blocks for good, as of the last look.</summary>
    public long NeededFrom => Interlocked.Read(ref _neededFrom);

    /// <summary>Raw readings in blocks.</summary>
    public long Readings => Interlocked.Read(ref _readings);

    /// <summary>The index as of the last commit; for who holds the gate.</summary>
    public IndexReader Index => index.Writer.Reader;

    /// <summary>Begins from what the index has.</summary>
    public void Load(in IndexState state)
    {
        _state = state;
        Interlocked.Exchange(ref _neededFrom, state.NeededFrom);
        Interlocked.Exchange(ref _readings, state.Readings);
    }

    /// <summary>Begins a change; for who holds the gate.</summary>
    public BlockBatch Begin() => new(files, _state.Generation + 1);

    /// <summary>Makes a change durable: first the blocks, then the index.</summary>
    /// <param name="batch">The blocks.</param>
    /// <param name="released">Heads that it empties: what they had set apart is no longer needed from the journal.</param>
    /// <param name="applied">How many of the oldest pending deletions it applies.</param>
    /// <param name="changes">What else changes in the index.</param>
    public void Commit(BlockBatch batch, HashSet<object> released, int applied, Action<IndexWriter> changes)
    {
        IndexState next = _state with
        {
            Generation = batch.Generation,
            Readings = _state.Readings + batch.Readings,
            NeededFrom = Math.Max(_state.NeededFrom, LowestNeeded(released, applied)),
        };
        try
        {
            batch.Sync();
        }
        catch
        {
            batch.Undo();
            throw;
        }

        try
        {
            index.Writer.InTransaction(writer =>
            {
                batch.Record(writer);
                changes(writer);
                writer.PutState(next);
            });
        }
        catch
        {
            // It may be committed all the same: the blocks stay where they are.
            batch.Abandon();
            index.DropWriter();
            throw;
        }

        batch.Done();
        Load(next);
    }

    /// <summary>Looks anew from where on the journal is needed.</summary>
    public void LookAtNeeded()
    {
        long needed = LowestNeeded([], 0);
        if (needed > NeededFrom)
        {
            Interlocked.Exchange(ref _neededFrom, needed);
        }
    }

    public void Dispose() => Gate.Dispose();

    private long LowestNeeded(HashSet<object> released, int applied)
    {
        // What is taken from here on has a higher number.
        long needed = intake.Taken + 1;
        PendingDeletion[] pending = catalog.PendingDeletions;
        for (int i = applied; i < pending.Length; i++)
        {
            needed = Math.Min(needed, pending[i].Entry);
        }

        foreach (SeriesState state in catalog.Series)
        {
            lock (state.Lock)
            {
                needed = Math.Min(needed, released.Contains(state) ? state.Head.FirstUncut : state.Head.FirstEntry);
            }
        }

        foreach (EventState state in catalog.Events)
        {
            lock (state.Lock)
            {
                needed = Math.Min(needed, released.Contains(state) ? state.Head.FirstUncut : state.Head.FirstEntry);
            }
        }

        return needed;
    }
}
