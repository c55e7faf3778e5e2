using System.Numerics;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Queries;

/// <summary>Finds the stretches of a range without readings, in one pass and bounded memory: it keeps the longest distances and counts all.
/// </summary>
/// <param name="range">The range.</param>
/// <param name="gapAfterMilliseconds">How long nothing may come; null: five times the usual (median) distance.</param>
internal sealed class GapFinder(TimeRange range, long? gapAfterMilliseconds)
{
    private const int UsualDistances = 5;
    private const int StepsPerOctave = 16;
    private const int StepBits = 4;

    // How many readings have a distance of about so much, and the shortest one of each: even readings have exactly one.
    private readonly long[] _counts = new long[64 * StepsPerOctave];
    private readonly long[] _shortest = new long[64 * StepsPerOctave];
    private readonly LongestGaps _longest = new();
    private long _total;
    private long _end = long.MinValue;
    private (long Start, long Count) _place;
    private long _first = long.MinValue;

    /// <summary>Takes readings, each later than all before.</summary>
    /// <param name="times">Their times, ms since 1970 UTC.</param>
    public void Take(ReadOnlySpan<long> times)
    {
        foreach (long time in times)
        {
            Take(time);
        }
    }

    /// <summary>Takes a reading, later than all before.</summary>
    /// <param name="time">Its time, ms since 1970 UTC.</param>
    public void Take(long time)
    {
        if (_first == long.MinValue)
        {
            _first = time;
        }
        else
        {
            Count(Math.Max(1, (time - _place.Start) / _place.Count), _place.Count);
            _longest.Add(_end, time);
        }

        _place = (time, 1);
        _end = time;
    }

    /// <summary>Takes a bucket, later than all before: all of its stretch counts as covered.</summary>
    /// <param name="start">Where it begins, ms since 1970 UTC.</param>
    /// <param name="end">Where it ends, ms since 1970 UTC.</param>
    /// <param name="count">How many readings are in it.</param>
    public void TakeBucket(long start, long end, long count)
    {
        Take(start);
        _place = (start, count);
        _end = end;
    }

    /// <summary>How long nothing may come before it is a gap, ms; what is longer is one. Null when there is no usual distance.</summary>
    public long? Threshold()
    {
        if (gapAfterMilliseconds is { } known)
        {
            return known;
        }

        long seen = 0;
        for (int bin = 0; bin < _counts.Length; bin++)
        {
            seen += _counts[bin];
            if (seen > 0 && seen >= (_total + 1) / 2)
            {
                return _shortest[bin] * UsualDistances;
            }
        }

        return null;
    }

    /// <summary>The gaps, oldest first; those at both ends of the range included. All of it when nothing came.</summary>
    public List<ReadingGap> Finish()
    {
        if (_first == long.MinValue)
        {
            _longest.Add(range.FromMilliseconds, range.ToMilliseconds);
            return _longest.LongerThan(0);
        }

        _longest.Add(range.FromMilliseconds, _first);
        _longest.Add(_end, range.ToMilliseconds);
        return _longest.LongerThan(Threshold() ?? long.MaxValue);
    }

    private static int BinOf(long distance)
    {
        int octave = BitOperations.Log2((ulong)distance);
        long step = octave >= StepBits ? distance >> (octave - StepBits) : distance << (StepBits - octave);
        return (octave * StepsPerOctave) + (int)(step & (StepsPerOctave - 1));
    }

    private void Count(long distance, long readings)
    {
        int bin = BinOf(distance);
        _shortest[bin] = _counts[bin] == 0 ? distance : Math.Min(_shortest[bin], distance);
        _counts[bin] += readings;
        _total += readings;
    }
}
