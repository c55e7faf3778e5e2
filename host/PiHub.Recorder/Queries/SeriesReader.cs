using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Queries;

/// <summary>Answers range queries of one series.</summary>
internal sealed class SeriesReader(SeriesView view, CancellationToken cancellationToken)
{
    private readonly BucketSource _source = new(view);

    /// <summary>The answer when there is no such series.</summary>
    public static ReadingSeries Empty(ReadingQuery query, TimeSpan? width = null)
    {
        width ??= query.Level is { } level ? BucketWidth.Of(level) : null;
        return new ReadingSeries
        {
            Level = width is { } wide ? BucketWidth.LevelOf(wide) : ReadingLevel.Raw,
            BucketWidth = width,
            Gaps = query.Points is null ? [] : [new ReadingGap(query.From, query.To)],
        };
    }

    public ValueTask<ReadingSeries> ReadAsync(ReadingQuery query)
    {
        TimeRange range = QueryRange.Of(query);
        return query.Points is { } points ? ReadForChartAsync(query, range, points)
            : BucketWidth.Of(query.Level ?? ReadingLevel.Raw) is { } width ? ReadBucketPageAsync(query, range, width)
            : ReadRawPageAsync(query, range);
    }

    /// <summary>The whole range in buckets of a width.</summary>
    public async ValueTask<ReadingSeries> ReadBucketsAsync(ReadingQuery query, TimeSpan width)
    {
        TimeRange range = QueryRange.Of(query);
        var sum = new BucketSum(view, width, int.MaxValue);
        GapFinder? gaps = query.Points is null ? null : new GapFinder(range, QueryRange.GapAfter(query));
        await _source.ReadAsync(sum.Level, range, bucket => Take(sum, gaps, bucket), cancellationToken);
        return await AnswerAsync(sum, gaps, range);
    }

    private async ValueTask<ReadingSeries> ReadRawPageAsync(ReadingQuery query, TimeRange range)
    {
        if (query.After is { } after)
        {
            range = range with { FromMilliseconds = Math.Max(range.FromMilliseconds, UnixTime.Floor(after) + 1) };
        }

        List<ReadingPoint> points = [];
        await foreach (ReadingRun run in view.Engine.ReadAsync(view.Series, range, cancellationToken))
        {
            for (int index = 0; index < run.Count; index++)
            {
                if (points.Count == query.Limit)
                {
                    return new ReadingSeries { Level = ReadingLevel.Raw, Points = points, Next = points[^1].Time };
                }

                points.Add(run.PointAt(index));
            }
        }

        return new ReadingSeries { Level = ReadingLevel.Raw, Points = points };
    }

    private async ValueTask<ReadingSeries> ReadBucketPageAsync(ReadingQuery query, TimeRange range, TimeSpan width)
    {
        var sum = new BucketSum(view, width, query.Limit);
        if (query.After is { } after)
        {
            long next = view.Calendar.End(sum.Level, QueryRange.Clamp(UnixTime.Floor(after)));
            range = range with { FromMilliseconds = Math.Max(range.FromMilliseconds, next) };
        }

        await _source.ReadAsync(sum.Level, range, sum.Take, cancellationToken);
        return await AnswerAsync(sum, gaps: null, range);
    }

    private async ValueTask<ReadingSeries> ReadForChartAsync(ReadingQuery query, TimeRange range, int points)
    {
        bool isLong = (query.To - query.From) / points >= BucketWidth.Shortest;
        if (!isLong && range.FromMilliseconds >= view.State.RawFrom)
        {
            return (await ReadThinnedAsync(query, range, points)).Answer;
        }

        ReadingSeries buckets = await ReadBucketsAsync(query, BucketWidth.For(range, points, view.Calendar));
        long count = 0;
        foreach (ReadingBucket bucket in buckets.Buckets)
        {
            count += bucket.Count;
        }

        if (count > points)
        {
            return buckets;
        }

        // Few numbers, or nothing but texts, which have no mean. Numbers may be missing in raw: then the buckets know more.
        (ReadingSeries raw, Decimation thinned) = await ReadThinnedAsync(query, range, points);
        return thinned.Numbers == count && (thinned.Count <= points || count == 0) ? raw : buckets;
    }

    private async ValueTask<(ReadingSeries Answer, Decimation Thinned)> ReadThinnedAsync(ReadingQuery query, TimeRange range, int points)
    {
        var thinned = new Decimation(range, points);
        var gaps = new GapFinder(range, QueryRange.GapAfter(query));
        await foreach (ReadingRun run in view.Engine.ReadAsync(view.Series, range, cancellationToken))
        {
            thinned.Take(run);
            gaps.Take(run.Times);
        }

        return (new ReadingSeries { Level = ReadingLevel.Raw, Points = thinned.Finish(), Gaps = gaps.Finish() }, thinned);
    }

    private bool Take(BucketSum sum, GapFinder? gaps, RollupBucket bucket)
    {
        gaps?.TakeBucket(bucket.StartMilliseconds, view.Calendar.End(sum.Level, bucket.StartMilliseconds), bucket.Count);
        return sum.Take(bucket);
    }

    private async ValueTask<ReadingSeries> AnswerAsync(BucketSum sum, GapFinder? gaps, TimeRange range)
    {
        double? before = view.IsCounter && sum.HasAny
            ? await new LastValue(view, _source).BeforeAsync(range.FromMilliseconds, cancellationToken)
            : null;
        IReadOnlyList<ReadingBucket> buckets = sum.Finish(before, out bool more);
        return new ReadingSeries
        {
            Level = sum.Level,
            Buckets = buckets,
            BucketWidth = sum.Width,
            Gaps = gaps?.Finish() ?? [],
            Next = more ? buckets[^1].Time : null,
        };
    }
}
