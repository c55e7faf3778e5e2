using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Queries;

/// <summary>Condenses a range of one series into one answer.</summary>
internal sealed class StatisticsReader(SeriesView view, CancellationToken cancellationToken)
{
    // So that at most some ten thousand buckets are read, whatever the range; the integral reads raw readings of two days at most.
    private static readonly TimeSpan MostRaw = TimeSpan.FromDays(2);
    private static readonly TimeSpan MostMinutes = TimeSpan.FromDays(7);
    private static readonly TimeSpan MostHours = TimeSpan.FromDays(400);

    private readonly BucketSource _source = new(view);
    private RollupBucket? _sum;
    private long _lowest;
    private long _highest;

    public async ValueTask<ReadingStatistics> ReadAsync(ReadingQuery query)
    {
        TimeRange range = QueryRange.Of(query);
        TimeSpan length = query.To - query.From;
        ReadingLevel level = length <= MostMinutes ? ReadingLevel.Minute : length <= MostHours ? ReadingLevel.Hour : ReadingLevel.Day;
        await _source.ReadAsync(level, range, Take, cancellationToken);
        ReadingIntegral integral = await new IntegralReader(view, cancellationToken)
            .ReadAsync(query, length <= MostRaw ? ReadingLevel.Raw : level);
        if (_sum is not { } sum)
        {
            return new ReadingStatistics { Level = level, Integral = integral };
        }

        double? before = view.IsCounter ? await new LastValue(view, _source).BeforeAsync(range.FromMilliseconds, cancellationToken) : null;
        return new ReadingStatistics
        {
            Level = level,
            Count = sum.Count,
            Minimum = sum.Minimum,
            MinimumTime = UnixTime.ToTime(_lowest),
            Maximum = sum.Maximum,
            MaximumTime = UnixTime.ToTime(_highest),
            Mean = sum.Mean,
            First = sum.First,
            Last = sum.Last,
            Increase = BucketSum.Increase(view.Kind, before, sum),
            Integral = integral,
        };
    }

    private bool Take(RollupBucket bucket)
    {
        if (_sum is not { } sum)
        {
            (_sum, _lowest, _highest) = (bucket, bucket.StartMilliseconds, bucket.StartMilliseconds);
            return true;
        }

        _lowest = bucket.Minimum < sum.Minimum ? bucket.StartMilliseconds : _lowest;
        _highest = bucket.Maximum > sum.Maximum ? bucket.StartMilliseconds : _highest;
        _sum = sum.Combine(bucket, view.IsResettable);
        return true;
    }
}
