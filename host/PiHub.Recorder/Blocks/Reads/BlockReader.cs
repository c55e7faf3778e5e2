using System.Runtime.CompilerServices;
using PiHub.Recorder.Blocks.Catalog;
using PiHub.Recorder.Blocks.Index;
using PiHub.Recorder.Blocks.Placing;
using PiHub.Recorder.Blocks.Upkeep;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Blocks.Reads;

/// <summary>Answers queries: first a look at the head, then at the blocks, so that what is flushed meanwhile is seen twice and not missed.
/// Safe to use from any thread.</summary>
internal sealed class BlockReader(SeriesCatalog catalog, BlockIndex index, BlockLoader loader, TroubleGuard guard, DamageLog damages)
{
    private const int PageRows = 32;

    // A block that moved is looked up again; one that is never where the index says is damaged.
    private const int MostLooks = 8;

    /// <summary>Reads raw readings, oldest first.</summary>
    public async IAsyncEnumerable<ReadingRun> ReadAsync(
        RecordedSeries series, TimeRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (range.IsEmpty || catalog.Find(series) is not { } state)
        {
            yield break;
        }

        ReadingRun head;
        lock (state.Lock)
        {
            head = state.Head.ToRun();
        }

        long cursor = range.FromMilliseconds;
        await foreach ((BlockRow row, ReadingContent content) in BlocksAsync<ReadingContent>(
            series.Id, BlockKind.Raw, range, cancellationToken))
        {
            var stretch = new TimeRange(cursor, Math.Min(row.To + 1, range.ToMilliseconds));
            ReadingRun stored = content.Count == 0 ? ReadingRun.Empty : content.Run.Within(stretch);
            ReadingRun merged = ReadingRun.Merge(stored, head.Within(stretch));
            cursor = Math.Max(cursor, stretch.ToMilliseconds);
            if (merged.Count > 0)
            {
                yield return merged;
            }
        }

        ReadingRun rest = head.Within(range with { FromMilliseconds = cursor });
        if (rest.Count > 0)
        {
            yield return rest;
        }
    }

    /// <summary>Reads buckets, oldest first.</summary>
    public async IAsyncEnumerable<IReadOnlyList<RollupBucket>> ReadRollupsAsync(
        RecordedSeries series, ReadingLevel level, TimeRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (range.IsEmpty || catalog.Find(series) is null)
        {
            yield break;
        }

        long cursor = range.FromMilliseconds;
        BlockKind kind = RollupStore.KindOf(level);
        await foreach ((BlockRow row, RollupContent content) in BlocksAsync<RollupContent>(series.Id, kind, range, cancellationToken))
        {
            int from = content.LowerBound(cursor);
            int to = content.LowerBound(range.ToMilliseconds);
            cursor = Math.Max(cursor, row.To + 1);
            if (to > from)
            {
                yield return content.Slice(from, to - from).Buckets;
            }
        }
    }

    // Blocks may be rewritten while they are read: each look goes on behind the last block that was read.
    private async IAsyncEnumerable<(BlockRow Row, T Content)> BlocksAsync<T>(
        long series, BlockKind kind, TimeRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : struct, IBlockContent<T>
    {
        await Task.CompletedTask; // what is read comes from files, at once
        (long cursor, int looks) = (range.FromMilliseconds, 0);
        for (bool more = true; more;)
        {
            List<BlockRow> rows = guard.Run(
                () => index.Read(reader => reader.Overlapping(series, kind, cursor, range.ToMilliseconds, PageRows)));
            more = rows.Count == PageRows;
            foreach (BlockRow row in rows)
            {
                cancellationToken.ThrowIfCancellationRequested();
                T? content = Load<T>(row, out bool isGone);
                if (isGone && ++looks < MostLooks)
                {
                    more = true;
                    break;
                }

                if (isGone)
                {
                    damages.Found(row);
                }

                (cursor, looks) = (row.To + 1, 0);
                yield return (row, content ?? default);
            }
        }
    }

    private T? Load<T>(BlockRow row, out bool isGone)
        where T : struct, IBlockContent<T>
    {
        isGone = false;
        try
        {
            return guard.Run(() => loader.Load<T>(row));
        }
        catch (BlockGoneException)
        {
            isGone = true;
            return null;
        }
    }
}
