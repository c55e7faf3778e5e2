using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Queries;

/// <summary>Thins readings out to at most two a stretch, so that a chart keeps its peaks.</summary>
/// <remarks>The range is cut into equal stretches. Each gives its lowest and its highest reading, booleans taken as 0 and 1, at their true
/// times and in their order; of equal ones the earliest. A stretch that has only texts gives its first and its last one. While no more
/// readings have come than points are wanted, all are kept.</remarks>
internal sealed class Decimation(TimeRange range, int points)
{
    private readonly int _stretches = points / 2;
    private readonly List<ReadingPoint> _all = [];
    private readonly List<ReadingPoint> _thinned = [];
    private Stretch _stretch;
    private long _end = long.MinValue;

    /// <summary>How many readings came.</summary>
    public long Count { get; private set; }

    /// <summary>How many of them are no texts.</summary>
    public long Numbers { get; private set; }

    /// <summary>Takes the next readings of the range.</summary>
    public void Take(ReadingRun run)
    {
        for (int index = 0; index < run.Count && _all.Count <= points; index++)
        {
            _all.Add(run.PointAt(index));
        }

        ReadOnlySpan<long> times = run.Times;
        ReadOnlySpan<double> numbers = run.Numbers;
        for (int index = 0; index < times.Length; index++)
        {
            if (times[index] >= _end)
            {
                _stretch.AddTo(_thinned);
                _stretch = default;
                _end = End(times[index]);
            }

            if (!run.IsPlain && run.FlagsAt(index).Kind == MetricValueKind.Text)
            {
                _stretch.TakeText(run, index);
                continue;
            }

            Numbers++;
            _stretch.Take(numbers[index], run, index);
        }

        Count += run.Count;
    }

    /// <summary>What is left of the readings.</summary>
    public List<ReadingPoint> Finish()
    {
        if (Count <= points)
        {
            return _all;
        }

        _stretch.AddTo(_thinned);
        return _thinned;
    }

    // The first millisecond behind the stretch that the time is in; exact, so that no stretch is ever cut in two.
    private long End(long timeMilliseconds)
    {
        Int128 length = (Int128)range.ToMilliseconds - range.FromMilliseconds;
        Int128 index = ((Int128)timeMilliseconds - range.FromMilliseconds) * _stretches / length;
        return range.FromMilliseconds + (long)((((index + 1) * length) + _stretches - 1) / _stretches);
    }

    private struct Stretch
    {
        private (ReadingRun Run, int Index)? _low;
        private (ReadingRun Run, int Index)? _high;
        private (ReadingRun Run, int Index)? _firstText;
        private (ReadingRun Run, int Index)? _lastText;
        private double _lowest;
        private double _highest;

        public void TakeText(ReadingRun run, int index)
        {
            _lastText = (run, index);
            _firstText ??= _lastText;
        }

        public void Take(double value, ReadingRun run, int index)
        {
            if (_low is null || value < _lowest)
            {
                (_low, _lowest) = ((run, index), value);
            }

            if (_high is null || value > _highest)
            {
                (_high, _highest) = ((run, index), value);
            }
        }

        public readonly void AddTo(List<ReadingPoint> points)
        {
            ((ReadingRun Run, int Index)? one, (ReadingRun Run, int Index)? other) = _low is null ? (_firstText, _lastText) : (_low, _high);
            if (one is not { } first || other is not { } second)
            {
                return;
            }

            (ReadingPoint a, ReadingPoint b) = (first.Run.PointAt(first.Index), second.Run.PointAt(second.Index));
            points.Add(a.Time <= b.Time ? a : b);
            if (a.Time != b.Time)
            {
                points.Add(a.Time <= b.Time ? b : a);
            }
        }
    }
}
