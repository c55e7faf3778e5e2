using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Queries;

/// <summary>Sums buckets of a level up to the wider ones of a grid.</summary>
/// <param name="view">The series.</param>
/// <param name="width">How wide.</param>
/// <param name="limit">The most buckets to make.</param>
internal sealed class BucketSum(SeriesView view, TimeSpan width, int limit)
{
    private readonly BucketGrid _grid = view.Calendar.Grid(width);
    private readonly List<RollupBucket> _sums = [];
    private long _end = long.MinValue;
    private bool _isFull;

    /// <summary>The level to sum.</summary>
    public ReadingLevel Level { get; } = BucketWidth.LevelOf(width);

    /// <summary>The width of the sums.</summary>
    public TimeSpan Width => width;

    /// <summary>Whether anything came.</summary>
    public bool HasAny => _sums.Count > 0;

    /// <summary>Takes a bucket, later than all before.</summary>
    /// <returns>Whether more are wanted.</returns>
    public bool Take(RollupBucket bucket)
    {
        if (bucket.StartMilliseconds < _end)
        {
            _sums[^1] = _sums[^1].Combine(bucket, view.IsResettable);
            return true;
        }

        if (_sums.Count == limit)
        {
            _isFull = true;
            return false;
        }

        TimeRange wide = _grid.Around(bucket.StartMilliseconds);
        _sums.Add(bucket with { StartMilliseconds = wide.FromMilliseconds });
        _end = wide.ToMilliseconds;
        return true;
    }

    /// <summary>The sums.</summary>
    /// <param name="before">The last value before the first of them; null when there is none.</param>
    /// <param name="more">Whether there would be more than the limit.</param>
    public IReadOnlyList<ReadingBucket> Finish(double? before, out bool more)
    {
        more = _isFull;
        var buckets = new ReadingBucket[_sums.Count];
        for (int index = 0; index < buckets.Length; index++)
        {
            RollupBucket sum = _sums[index];
            buckets[index] = new ReadingBucket
            {
                Time = UnixTime.ToTime(sum.StartMilliseconds),
                Count = sum.Count,
                Minimum = sum.Minimum,
                Maximum = sum.Maximum,
                Mean = sum.Mean,
                First = sum.First,
                Last = sum.Last,
                Increase = Increase(view.Kind, before, sum),
            };
            before = sum.Last;
        }

        return buckets;
    }

    /// <summary>How much a counter rose from a reading to the last one of a bucket; null for what is no counter.</summary>
    public static double? Increase(MetricKind kind, double? before, RollupBucket bucket) => (kind, before) switch
    {
        (MetricKind.Measurement, _) => null,
        (_, null) => bucket.Rise,
        (MetricKind.TotalIncreasing, { } last) => bucket.Rise + RollupBucket.Step(last, bucket.First),
        (_, { } last) => bucket.Rise + bucket.First - last,
    };
}
