using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Queries;

/// <summary>Thins readings out to at most two a stretch, so that a chart keeps its peaks.</summary>
/// <remarks>The range is cut into equal stretches. Each gives its lowest and its highest reading, booleans taken as 0 and 1, at their true
/// times and in their order; of equal ones the earliest. A stretch that has only texts gives its first and its last one.</remarks>
internal static class Decimation
{
    /// <summary>Reads all rows.</summary>
    /// <param name="rows">The readings of the range, oldest first.</param>
    /// <param name="range">The range.</param>
    /// <param name="points">The most points to give, at least 2.</param>
    public static List<ReadingPoint> Read(ReadingRows rows, TimeRange range, int points)
    {
        int stretches = points / 2;
        var result = new List<ReadingPoint>();
        var stretch = default(Stretch);
        long end = long.MinValue;
        while (rows.Next())
        {
            if (rows.TimeMilliseconds >= end)
            {
                stretch.AddTo(result);
                stretch = default;
                end = End(range, stretches, rows.TimeMilliseconds);
            }

            stretch.Take(rows);
        }

        stretch.AddTo(result);
        return result;
    }

    // The first millisecond behind the stretch that the time is in; exact, so that no stretch is ever cut in two.
    private static long End(TimeRange range, int stretches, long timeMilliseconds)
    {
        Int128 length = (Int128)range.ToMilliseconds - range.FromMilliseconds;
        Int128 index = ((Int128)timeMilliseconds - range.FromMilliseconds) * stretches / length;
        return range.FromMilliseconds + (long)((((index + 1) * length) + stretches - 1) / stretches);
    }

    private struct Stretch
    {
        private ReadingPoint? _low;
        private ReadingPoint? _high;
        private ReadingPoint? _firstText;
        private ReadingPoint? _lastText;
        private double _lowest;
        private double _highest;

        public void Take(ReadingRows rows)
        {
            if (rows.IsText)
            {
                _lastText = rows.Point;
                _firstText ??= _lastText;
                return;
            }

            double value = rows.Number;
            if (_low is null || value < _lowest)
            {
                (_low, _lowest) = (rows.Point, value);
            }

            if (_high is null || value > _highest)
            {
                (_high, _highest) = (rows.Point, value);
            }
        }

        public readonly void AddTo(List<ReadingPoint> points)
        {
            (ReadingPoint? one, ReadingPoint? other) = _low is null ? (_firstText, _lastText) : (_low, _high);
            if (one is not { } a || other is not { } b)
            {
                return;
            }

            points.Add(a.Time <= b.Time ? a : b);
            if (a.Time != b.Time)
            {
                points.Add(a.Time <= b.Time ? b : a);
            }
        }
    }
}
