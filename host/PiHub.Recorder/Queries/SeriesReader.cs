using PiHub.Recorder.Series;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Queries;

/// <summary>Answers queries of one series within one snapshot.</summary>
internal sealed class SeriesReader(List<ReadingRun> runs, CancellationToken cancellationToken)
{
    /// <summary>The answer when there is no such series.</summary>
    public static ReadingSeries Empty(ReadingQuery query)
    {
        ReadingLevel level = query.Level ?? ReadingLevel.Raw;
        return new ReadingSeries { Level = level, BucketWidth = BucketWidth.Of(level) };
    }

    public ReadingSeries Read(ReadingQuery query)
    {
        var range = new TimeRange(UnixTime.Ceiling(query.From), UnixTime.Ceiling(query.To));
        return query.Points is { } points ? ReadForChart(range, points, query.To - query.From)
            : BucketWidth.Of(query.Level ?? ReadingLevel.Raw) is { } width ? ReadBucketPage(query, range, width)
            : ReadRawPage(query, range);
    }

    private ReadingSeries ReadRawPage(ReadingQuery query, TimeRange range)
    {
        if (query.After is { } after)
        {
            range = range with { FromMilliseconds = Math.Max(range.FromMilliseconds, UnixTime.Floor(after) + 1) };
        }

        (List<ReadingPoint> points, bool more) = ReadRaw(range, query.Limit);
        return new ReadingSeries { Level = ReadingLevel.Raw, Points = points, Next = more ? points[^1].Time : null };
    }

    private ReadingSeries ReadBucketPage(ReadingQuery query, TimeRange range, TimeSpan width)
    {
        if (query.After is { } after)
        {
            var milliseconds = (long)width.TotalMilliseconds;
            long nextBucket = BucketWidth.Start(UnixTime.Floor(after), milliseconds) + milliseconds;
            range = range with { FromMilliseconds = Math.Max(range.FromMilliseconds, nextBucket) };
        }

        using ReadingRows rows = Rows(range);
        (List<ReadingBucket> buckets, bool more) = BucketFold.Read(rows, width, query.Limit);
        return new ReadingSeries
        {
            Level = BucketWidth.LevelOf(width), Buckets = buckets, BucketWidth = width, Next = more ? buckets[^1].Time : null,
        };
    }

    private ReadingSeries ReadForChart(TimeRange range, int points, TimeSpan length)
    {
        (List<ReadingPoint> all, bool more) = ReadRaw(range, points);
        if (!more)
        {
            return new ReadingSeries { Level = ReadingLevel.Raw, Points = all };
        }

        if (length / points >= BucketWidth.Shortest)
        {
            TimeSpan width = BucketWidth.For(range, points);
            using ReadingRows rows = Rows(range);
            List<ReadingBucket> buckets = BucketFold.Read(rows, width, points).Buckets;
            if (buckets.Count > 0)
            {
                return new ReadingSeries { Level = BucketWidth.LevelOf(width), Buckets = buckets, BucketWidth = width };
            }
        }

        // Short stretches, or nothing but texts, which have no mean.
        using ReadingRows raw = Rows(range);
        return new ReadingSeries { Level = ReadingLevel.Raw, Points = Decimation.Read(raw, range, points) };
    }

    private (List<ReadingPoint> Points, bool More) ReadRaw(TimeRange range, int limit)
    {
        using ReadingRows rows = Rows(range);
        var points = new List<ReadingPoint>();
        while (rows.Next())
        {
            if (points.Count == limit)
            {
                return (points, More: true);
            }

            points.Add(rows.Point);
        }

        return (points, More: false);
    }

    private ReadingRows Rows(TimeRange range) => new(runs, range, cancellationToken);
}
