using PiHub.Recorder.Series;

namespace PiHub.Recorder.Blocks.Heads;

/// <summary>Readings of one series that come: those in order in arrays, the others beside them. One caller at a time; what
/// <see cref="ToRun"/> gave stays as it is, because the arrays are only ever written behind it.</summary>
internal sealed class ReadingBuffer
{
    private const int FirstCapacity = 16;
    private const int PlainBytes = sizeof(long) + sizeof(double);
    private const int LooseBytes = 48;

    private readonly LooseReadings _late = new();
    private long[] _times = [];
    private double[] _numbers = [];
    private ReadingFlags[]? _flags;
    private string?[]? _texts;
    private int _count;

    public int Count => _count + _late.Count;

    /// <summary>Adds a reading.</summary>
    /// <returns>About how many bytes more it takes.</returns>
    public int Add(in LooseReading reading)
    {
        int textBytes = (reading.Text?.Length ?? 0) * sizeof(char);
        if (_count > 0 && reading.Time <= _times[_count - 1])
        {
            _late.Add(reading);
            return LooseBytes + textBytes;
        }

        if (_count == _times.Length)
        {
            Grow(Math.Max(FirstCapacity, _count * 2));
        }

        if (reading.Flags != default)
        {
            _flags ??= new ReadingFlags[_times.Length];
            _flags[_count] = reading.Flags;
        }

        if (reading.Text is not null)
        {
            _texts ??= new string?[_times.Length];
            _texts[_count] = reading.Text;
        }

        _times[_count] = reading.Time;
        _numbers[_count++] = reading.Number;
        return PlainBytes + (_flags is null ? 0 : 1) + textBytes;
    }

    /// <summary>All of it, sorted; at the same time what came last.</summary>
    public ReadingRun ToRun()
    {
        ReadingRun ordered = _count == 0 ? ReadingRun.Empty : new ReadingRun(_times, _numbers, _flags, _texts).Slice(0, _count);
        return ReadingRun.Merge(ordered, _late.ToRun());
    }

    private void Grow(int capacity)
    {
        // New arrays each time: runs that were given away keep the old ones.
        Array.Resize(ref _times, capacity);
        Array.Resize(ref _numbers, capacity);
        if (_flags is not null)
        {
            Array.Resize(ref _flags, capacity);
        }

        if (_texts is not null)
        {
            Array.Resize(ref _texts, capacity);
        }
    }
}
