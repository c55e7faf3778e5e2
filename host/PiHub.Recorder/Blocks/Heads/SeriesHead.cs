using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Blocks.Heads;

/// <summary>The readings of one series that are not in blocks yet. One caller at a time.</summary>
/// <remarks>From older to newer: what is being written, what came since, and what is held back because its time is an estimate that the
/// hub may still put right.</remarks>
internal sealed class SeriesHead
{
    private const int HeldBytes = 48;
    private static readonly long LatestTime = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    private ReadingBuffer _active = new();
    private LooseReadings _held = new();
    private List<long> _left = [];
    private long _activeFirst = long.MaxValue;
    private long _lastEntry;
    private ReadingCut? _cut;
    private long _cutFirst = long.MaxValue;
    private long _cutBytes;

    /// <summary>Readings in it.</summary>
    public int Count => _active.Count + _held.Count + (_cut?.Readings.Count ?? 0);

    /// <summary>Readings that may be written now.</summary>
    public int Writable => _active.Count;

    public int Held => _held.Count;

    /// <summary>When the oldest writable reading came, by the monotonic clock.</summary>
    public long ActiveSince { get; private set; }

    /// <summary>When the oldest reading that is held back came, by the monotonic clock.</summary>
    public long HeldSince { get; private set; }

    /// <summary>About how many bytes it takes.</summary>
    public long Bytes { get; private set; }

    /// <summary>As <see cref="FirstEntry"/>, without what is set apart.</summary>
    public long FirstUncut => Math.Min(_activeFirst, _held.FirstEntry);

    /// <summary>Whether something is set apart that was not released.</summary>
    public bool HasCut => _cut is not null;

    /// <summary>The times, sorted, at which readings were before their time was put right: what was made of them is out of date.</summary>
    public long[] Left
    {
        get
        {
            long[] left = [.. _left, .. _cut?.Left ?? []];
            Array.Sort(left);
            return left;
        }
    }

    /// <summary>The number of the oldest entry that is not in blocks; <see cref="long.MaxValue"/> when there is none.</summary>
    public long FirstEntry => Math.Min(Math.Min(_activeFirst, _held.FirstEntry), _cutFirst);

    /// <summary>Adds a reading.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="now">The monotonic clock.</param>
    /// <returns>About how many bytes more it takes now.</returns>
    public long Add(in LooseReading reading, long now)
    {
        long before = Bytes;
        _lastEntry = Math.Max(_lastEntry, reading.Entry);
        if (reading.Flags.Quality == ReadingQuality.TimeEstimated)
        {
            HeldSince = _held.Count == 0 ? now : HeldSince;
            _held.Add(reading);
            Bytes += HeldBytes;
        }
        else
        {
            Bytes -= _held.Remove(reading.Time) * (long)HeldBytes;
            AddActive(reading, now);
        }

        return Bytes - before;
    }

    /// <summary>Puts the times right of what was held back.</summary>
    /// <param name="from">The entry from which on.</param>
    /// <param name="offsetMilliseconds">What is added to the times.</param>
    /// <param name="entry">The entry that tells.</param>
    /// <param name="now">The monotonic clock.</param>
    /// <returns>About how many bytes more it takes now.</returns>
    public long Correct(long from, long offsetMilliseconds, long entry, long now)
    {
        if (_held.Count == 0)
        {
            return 0;
        }

        long before = Bytes;
        List<LooseReading> moved = _held.TakeFrom(from);
        _lastEntry = moved.Count > 0 ? Math.Max(_lastEntry, entry) : _lastEntry;
        Bytes -= moved.Count * (long)HeldBytes;
        foreach (LooseReading reading in moved)
        {
            _left.Add(reading.Time);
            AddActive(
                reading with
                {
                    Time = Math.Clamp(reading.Time + offsetMilliseconds, 0, LatestTime),
                    Flags = ReadingFlags.Of(reading.Flags.Kind, ReadingQuality.TimeCorrected),
                },
                now);
        }

        return Bytes - before;
    }

    /// <summary>All readings, sorted; at the same time the newest. What is given stays as it is.</summary>
    public ReadingRun ToRun() => ReadingRun.Merge(WritableRun(), _held.ToRun());

    /// <summary>As <see cref="ToRun"/>, without what is held back.</summary>
    public ReadingRun WritableRun() => ReadingRun.Merge(_cut?.Readings ?? ReadingRun.Empty, _active.ToRun());

    /// <summary>Sets apart what is to be written now; what comes from here on is newer. What was set apart and not released is given
    /// again.</summary>
    /// <param name="withHeld">Whether what was held back goes along, as it is.</param>
    /// <returns>Null when there is nothing.</returns>
    public ReadingCut? Cut(bool withHeld)
    {
        if (_cut is not null || (_active.Count == 0 && !(withHeld && _held.Count > 0)))
        {
            return _cut;
        }

        ReadingRun readings = _active.ToRun();
        _cutFirst = _activeFirst;
        _cutBytes = Bytes;
        if (withHeld)
        {
            readings = ReadingRun.Merge(readings, _held.ToRun());
            _cutFirst = Math.Min(_cutFirst, _held.FirstEntry);
            _held = new LooseReadings();
        }

        _cutBytes -= _held.Count * (long)HeldBytes;
        (_active, _activeFirst) = (new ReadingBuffer(), long.MaxValue);
        _left.Sort();
        _cut = new ReadingCut(readings, Math.Min(_lastEntry, _held.FirstEntry - 1), [.. _left]);
        _left = [];
        return _cut;
    }

    /// <summary>Drops what was set apart: it is in blocks.</summary>
    /// <returns>About how many bytes it took.</returns>
    public long Release()
    {
        long bytes = _cutBytes;
        Bytes -= bytes;
        (_cut, _cutFirst, _cutBytes) = (null, long.MaxValue, 0);
        return bytes;
    }

    private void AddActive(in LooseReading reading, long now)
    {
        ActiveSince = _active.Count == 0 ? now : ActiveSince;
        _activeFirst = Math.Min(_activeFirst, reading.Entry);
        Bytes += _active.Add(reading);
    }
}
