using PiHub.Recorder.Blocks.Catalog;
using PiHub.Recorder.Blocks.Heads;
using PiHub.Recorder.Blocks.Index;
using PiHub.Recorder.Blocks.Placing;
using PiHub.Recorder.Storage;

namespace PiHub.Recorder.Blocks.Reads;

/// <summary>Answers queries for events, newest first: first a look at the head, then at the blocks. Safe to use from any thread.</summary>
internal sealed class EventReader(SeriesCatalog catalog, BlockIndex index, BlockLoader loader, TroubleGuard guard)
{
    // A block that moved is looked up again; one that is never where the index says is left out.
    private const int MostLooks = 8;

    /// <summary>Reads events of a device.</summary>
    /// <param name="device">The device's id.</param>
    /// <param name="before">Only what is older, ms since 1970 UTC; null: from the newest.</param>
    /// <param name="limit">How many; those of the same millisecond as the last one come along.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public IReadOnlyList<DeviceEvent> Read(string device, long? before, int limit, CancellationToken cancellationToken)
    {
        if (catalog.FindEvents(device) is not { } state)
        {
            return [];
        }

        var found = new SortedSet<DeviceEvent>(EventOrder.Instance);
        long end = before ?? long.MaxValue;
        lock (state.Lock)
        {
            foreach (DeviceEvent deviceEvent in state.Head.ToArray())
            {
                if (UnixTime.Floor(deviceEvent.Time) < end)
                {
                    found.Add(deviceEvent);
                }
            }
        }

        (long cursor, int looks) = (end, 0);
        while (guard.Run(() => index.Read(reader => reader.Before(state.Row.Series.Id, BlockKind.Event, cursor, 1))) is [BlockRow row])
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsEnough(found, limit, row.To))
            {
                break;
            }

            if (!TryAdd(found, row, end) && ++looks < MostLooks)
            {
                continue;
            }

            (cursor, looks) = (row.From, 0);
        }

        return Page(found, limit);
    }

    // Enough when so many are later than all that is in the next block.
    private static bool IsEnough(SortedSet<DeviceEvent> found, int limit, long next)
    {
        int later = 0;
        foreach (DeviceEvent deviceEvent in found.Reverse())
        {
            if (UnixTime.Floor(deviceEvent.Time) <= next)
            {
                return false;
            }

            if (++later == limit)
            {
                return true;
            }
        }

        return false;
    }

    private static List<DeviceEvent> Page(SortedSet<DeviceEvent> found, int limit)
    {
        var page = new List<DeviceEvent>();
        foreach (DeviceEvent deviceEvent in found.Reverse())
        {
            if (page.Count >= limit && deviceEvent.Time != page[^1].Time)
            {
                break;
            }

            page.Add(deviceEvent);
        }

        // Those of the same millisecond in the order in which they are kept.
        for (int start = 0; start < page.Count;)
        {
            int count = 1;
            while (start + count < page.Count && page[start + count].Time == page[start].Time)
            {
                count++;
            }

            page.Reverse(start, count);
            start += count;
        }

        return page;
    }

    private bool TryAdd(SortedSet<DeviceEvent> found, BlockRow row, long end)
    {
        try
        {
            EventContent content = guard.Run(() => loader.Load<EventContent>(row)) ?? default;
            int count = content.Count == 0 ? 0 : content.LowerBound(end);
            for (int index = 0; index < count; index++)
            {
                found.Add(content.Events[index]);
            }

            return true;
        }
        catch (BlockGoneException)
        {
            return false;
        }
    }
}
