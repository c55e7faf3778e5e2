using System.Runtime.InteropServices;
using PiHub.Recorder.Series;

namespace PiHub.Recorder.Blocks.Heads;

/// <summary>Readings in the order in which they came, whatever their times; sorted when somebody asks. One caller at a time.</summary>
internal sealed class LooseReadings
{
    private readonly List<LooseReading> _readings = [];
    private ReadingRun? _sorted;
    private long _lowest = long.MaxValue;
    private long _highest = long.MinValue;

    public int Count => _readings.Count;

    /// <summary>The number of the oldest entry in it; <see cref="long.MaxValue"/> when it is empty.</summary>
    public long FirstEntry { get; private set; } = long.MaxValue;

    public void Add(in LooseReading reading)
    {
        _readings.Add(reading);
        _sorted = null;
        _lowest = Math.Min(_lowest, reading.Time);
        _highest = Math.Max(_highest, reading.Time);
        FirstEntry = Math.Min(FirstEntry, reading.Entry);
    }

    /// <summary>Forgets what has a time, because something newer has it.</summary>
    /// <returns>How many went.</returns>
    public int Remove(long time) =>
        Count == 0 || time < _lowest || time > _highest ? 0 : Keep(reading => reading.Time != time);

    /// <summary>Takes out what entries from one on brought.</summary>
    public List<LooseReading> TakeFrom(long entry)
    {
        List<LooseReading> taken = _readings.FindAll(reading => reading.Entry >= entry);
        Keep(reading => reading.Entry < entry);
        return taken;
    }

    /// <summary>Sorted by time; of the same time the last one that came.</summary>
    public ReadingRun ToRun() => _sorted ??= Sort();

    private int Keep(Predicate<LooseReading> kept)
    {
        int removed = _readings.RemoveAll(reading => !kept(reading));
        if (removed > 0)
        {
            _sorted = null;
            (_lowest, _highest, FirstEntry) = (long.MaxValue, long.MinValue, long.MaxValue);
            foreach (LooseReading reading in _readings)
            {
                _lowest = Math.Min(_lowest, reading.Time);
                _highest = Math.Max(_highest, reading.Time);
                FirstEntry = Math.Min(FirstEntry, reading.Entry);
            }
        }

        return removed;
    }

    private ReadingRun Sort()
    {
        var order = new (long Time, int Index)[Count];
        for (int index = 0; index < order.Length; index++)
        {
            order[index] = (_readings[index].Time, index);
        }

        Array.Sort(order);
        ReadOnlySpan<LooseReading> readings = CollectionsMarshal.AsSpan(_readings);
        var run = new ReadingRunBuilder(order.Length);
        for (int index = 0; index < order.Length; index++)
        {
            if (index + 1 < order.Length && order[index + 1].Time == order[index].Time)
            {
                continue; // overwritten
            }

            ref readonly LooseReading reading = ref readings[order[index].Index];
            run.Add(reading.Time, reading.Number, reading.Flags, reading.Text);
        }

        return run.ToRun();
    }
}
