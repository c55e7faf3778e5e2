using System.Buffers;
using PiHub.Recorder.Blocks.Index;
using PiHub.Recorder.Series;

namespace PiHub.Recorder.Blocks.Placing;

/// <summary>Puts new content of a series into blocks, so that the blocks of a series and kind never overlap and are not too many.
/// One caller at a time.</summary>
/// <remarks>What falls into a block is merged with it. What falls between blocks takes smaller ones before it along, as long as all fit in
/// one block: so every reading is rewritten a few times at most, and few small blocks remain.</remarks>
/// <typeparam name="T">The sort of content.</typeparam>
/// <param name="index">Where blocks are now; does not see the batch.</param>
/// <param name="loader">Reads blocks; null stands for a damaged one, which is lost.</param>
/// <param name="batch">Takes the changes.</param>
internal sealed class BlockPlacer<T>(IndexReader index, BlockLoader loader, BlockBatch batch)
    where T : struct, IBlockContent<T>
{
    private readonly ArrayBufferWriter<byte> _payload = new();

    /// <summary>Places content; once a batch for each series and kind.</summary>
    /// <param name="series">The series.</param>
    /// <param name="kind">The blocks' kind.</param>
    /// <param name="items">What is new.</param>
    /// <param name="kept">What stays of a block that is rewritten; null: all of it.</param>
    /// <returns>The first times of the blocks that went.</returns>
    public HashSet<long> Place(RecordedSeries series, BlockKind kind, T items, Func<T, T>? kept)
    {
        var gone = new HashSet<long>();
        long placedUntil = long.MinValue;
        for (int start = 0; start < items.Count;)
        {
            long time = items.TimeAt(start);
            BlockRow? before = First(index.Before(series.Id, kind, time + 1, 1));
            T content;
            if (before is { } covering && covering.To >= time)
            {
                content = items.Slice(start, items.LowerBound(covering.To + 1) - start);
                start += content.Count;
                content = content.Over(Take(covering, kept, gone));
            }
            else
            {
                BlockRow? behind = First(index.Behind(series.Id, kind, time, 1));
                content = items.Slice(start, (behind is { } next ? items.LowerBound(next.From) : items.Count) - start);
                start += content.Count;
                content = Join(content, before, placedUntil, (series, kind), kept, gone);
            }

            Write(series, kind, content);
            placedUntil = items.TimeAt(start - 1);
        }

        return gone;
    }

    /// <summary>Removes a block and gives what was in it.</summary>
    public T Take(in BlockRow row, Func<T, T>? kept, HashSet<long> gone)
    {
        batch.Remove(row);
        gone.Add(row.From);
        T content = loader.Load<T>(row) ?? default;
        return kept is null || content.Count == 0 ? content : kept(content);
    }

    /// <summary>Writes content that overlaps no block.</summary>
    public void Write(RecordedSeries series, BlockKind kind, T content)
    {
        if (content.Count == 0)
        {
            return;
        }

        int blocks = (content.Count + T.MostOf(kind) - 1) / T.MostOf(kind);
        int size = (content.Count + blocks - 1) / blocks;
        for (int start = 0; start < content.Count;)
        {
            int end = Math.Min(start + size, content.Count);
            while (end < content.Count && content.TimeAt(end) == content.TimeAt(end - 1))
            {
                end++; // blocks do not share a time
            }

            WriteOne(series, kind, content.Slice(start, end - start));
            start = end;
        }
    }

    private static BlockRow? First(List<BlockRow> rows) => rows.Count == 0 ? null : rows[0];

    private T Join(
        T content, BlockRow? before, long placedUntil, (RecordedSeries Series, BlockKind Kind) of, Func<T, T>? kept,
        HashSet<long> gone)
    {
        while (before is { } smaller && smaller.From > placedUntil && !gone.Contains(smaller.From) && smaller.Count <= content.Count
            && smaller.Count + content.Count <= T.MostOf(of.Kind))
        {
            content = content.Over(Take(smaller, kept, gone));
            before = First(index.Before(of.Series.Id, of.Kind, smaller.From, 1));
        }

        return content;
    }

    private void WriteOne(RecordedSeries series, BlockKind kind, T content)
    {
        int middle = content.Count / 2;
        while (middle > 0 && content.TimeAt(middle) == content.TimeAt(middle - 1))
        {
            middle--;
        }

        if (!content.Fits && middle > 0)
        {
            WriteOne(series, kind, content.Slice(0, middle));
            WriteOne(series, kind, content.Slice(middle, content.Count - middle));
            return;
        }

        _payload.ResetWrittenCount();
        content.Encode(_payload);
        var header = new BlockHeader
        {
            Kind = kind,
            SeriesId = series.Id,
            Device = series.Device,
            Metric = series.Metric,
            From = content.TimeAt(0),
            To = content.TimeAt(content.Count - 1),
            Count = content.Count,
            Generation = batch.Generation,
        };
        batch.Add(header, _payload.WrittenSpan);
    }
}
