using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Queries;

/// <summary>Sums a metric over time while it walks along it: trapezoids between readings, mean times width for buckets.</summary>
/// <param name="range">Nothing outside of it counts.</param>
/// <param name="thresholdMilliseconds">Longer stretches between two readings are gaps.</param>
internal sealed class Integration(TimeRange range, long thresholdMilliseconds)
{
    private const double HourMilliseconds = 3_600_000;

    private readonly LongestGaps _gaps = new();
    private double _area;
    private long _covered;
    private long _done = range.FromMilliseconds;
    private (long Time, double Value)? _last;

    /// <summary>Takes readings, all later than what came before. Texts do not count.</summary>
    public void Take(ReadingRun run)
    {
        for (int index = 0; index < run.Count; index++)
        {
            if (run.IsPlain || run.FlagsAt(index).Kind != MetricValueKind.Text)
            {
                Reach(run.Times[index], run.Numbers[index]);
            }
        }
    }

    /// <summary>Takes a bucket, later than what came before.</summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="end">Where it ends, ms since 1970 UTC.</param>
    public void Take(in RollupBucket bucket, long end)
    {
        long from = Math.Max(bucket.StartMilliseconds, range.FromMilliseconds);
        long to = Math.Min(end, range.ToMilliseconds);
        Reach(from, bucket.Mean);
        Cover(from, to, bucket.Mean, bucket.Mean);
        _last = (to, bucket.Mean);
    }

    /// <summary>The sum.</summary>
    public ReadingIntegral Finish()
    {
        _gaps.Add(_done, range.ToMilliseconds);
        return new ReadingIntegral
        {
            UnitHours = _area / HourMilliseconds,
            Covered = TimeSpan.FromMilliseconds(_covered),
            Gaps = _gaps.LongerThan(0),
        };
    }

    private void Reach(long time, double value)
    {
        if (_last is var (lastTime, lastValue) && time - lastTime <= thresholdMilliseconds && time > lastTime)
        {
            long from = Math.Max(lastTime, range.FromMilliseconds);
            long to = Math.Min(time, range.ToMilliseconds);
            double slope = (value - lastValue) / (time - lastTime);
            Cover(from, to, lastValue + (slope * (from - lastTime)), value - (slope * (time - to)));
        }

        _last = (time, value);
    }

    private void Cover(long from, long to, double first, double last)
    {
        if (from < to)
        {
            _gaps.Add(_done, from);
            _area += ((first / 2) + (last / 2)) * (to - from);
            _covered += to - from;
            _done = to;
        }
    }
}
