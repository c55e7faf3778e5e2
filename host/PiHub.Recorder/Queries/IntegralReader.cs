using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Queries;

/// <summary>Integrates one series over a range, each part of it from the finest level that is there.</summary>
internal sealed class IntegralReader(SeriesView view, CancellationToken cancellationToken)
{
    private readonly BucketSource _source = new(view);

    /// <summary>Integrates.</summary>
    /// <param name="query">Range and gaps.</param>
    /// <param name="finest">The finest level to read.</param>
    public async ValueTask<ReadingIntegral> ReadAsync(ReadingQuery query, ReadingLevel finest)
    {
        TimeRange range = QueryRange.Of(query);
        List<(ReadingLevel Level, TimeRange Range)> plan = await PlanAsync(range, finest);
        long threshold = QueryRange.GapAfter(query) ?? await UsualAsync(range, plan) ?? 0;
        var sum = new Integration(range, threshold);
        bool startsRaw = plan is [(ReadingLevel.Raw, _), ..];
        await NeighboursAsync(
            startsRaw,
            new TimeRange(range.FromMilliseconds - threshold, range.FromMilliseconds),
            run => sum.Take(run.Slice(run.Count - 1, 1)));
        foreach ((ReadingLevel level, TimeRange part) in plan)
        {
            await WalkAsync(level, part, sum.Take, (bucket, end) => sum.Take(bucket, end));
        }

        await NeighboursAsync(
            finest == ReadingLevel.Raw,
            new TimeRange(range.ToMilliseconds, range.ToMilliseconds + threshold + 1),
            run => sum.Take(run.Slice(0, 1)));
        return sum.Finish();
    }

    // Raw as far as it reaches back, before that minutes, hours and days, as far as each of them does.
    private async ValueTask<List<(ReadingLevel Level, TimeRange Range)>> PlanAsync(TimeRange range, ReadingLevel finest)
    {
        List<(ReadingLevel, TimeRange)> plan = [];
        long to = range.ToMilliseconds;
        if (finest == ReadingLevel.Raw)
        {
            long rawFrom = range.FromMilliseconds >= view.State.RawFrom
                ? range.FromMilliseconds
                : Math.Min(to, view.Calendar.Ceiling(ReadingLevel.Minute, view.State.RawFrom));
            plan.Add((ReadingLevel.Raw, new TimeRange(rawFrom, to)));
            to = rawFrom;
        }

        for (ReadingLevel level = finest == ReadingLevel.Raw ? ReadingLevel.Minute : finest; to > range.FromMilliseconds; level++)
        {
            long from = await ReachesBackAsync(level, range with { ToMilliseconds = to });
            plan.Insert(0, (level, new TimeRange(from, to)));
            to = from;
        }

        plan.RemoveAll(part => part.Item2.IsEmpty);
        return plan;
    }

    // Where the level is to take over from coarser ones, which are kept longer.
    private async ValueTask<long> ReachesBackAsync(ReadingLevel level, TimeRange range)
    {
        if (level == ReadingLevel.Day || range.FromMilliseconds >= view.State.RawFrom)
        {
            return range.FromMilliseconds;
        }

        long? first = (await _source.FirstStoredAsync(level, range, cancellationToken))?.StartMilliseconds;
        TimeRange before = range with
        {
            ToMilliseconds = first is { } start ? Math.Min(range.ToMilliseconds, view.Calendar.Ceiling(level + 1, start)) : range.ToMilliseconds,
        };
        for (ReadingLevel coarser = level + 1; coarser <= ReadingLevel.Day; coarser++)
        {
            if (await _source.FirstStoredAsync(coarser, before, cancellationToken) is not null)
            {
                return before.ToMilliseconds;
            }
        }

        return range.FromMilliseconds;
    }

    private async ValueTask<long?> UsualAsync(TimeRange range, List<(ReadingLevel Level, TimeRange Range)> plan)
    {
        var distances = new GapFinder(range, gapAfterMilliseconds: null);
        foreach ((ReadingLevel level, TimeRange part) in plan)
        {
            await WalkAsync(
                level,
                part,
                run => TakeNumbers(distances, run),
                (bucket, end) => distances.TakeBucket(bucket.StartMilliseconds, end, bucket.Count));
        }

        return distances.Threshold();
    }

    private static void TakeNumbers(GapFinder distances, ReadingRun run)
    {
        if (run.IsPlain)
        {
            distances.Take(run.Times);
            return;
        }

        for (int index = 0; index < run.Count; index++)
        {
            if (run.FlagsAt(index).Kind != MetricValueKind.Text)
            {
                distances.Take(run.Times[index]);
            }
        }
    }

    private async ValueTask WalkAsync(
        ReadingLevel level, TimeRange part, Action<ReadingRun> takeRun, Action<Rollups.RollupBucket, long> takeBucket)
    {
        if (level != ReadingLevel.Raw)
        {
            await _source.ReadAsync(level, part, Take, cancellationToken);
            return;
        }

        await foreach (ReadingRun run in view.Engine.ReadAsync(view.Series, part, cancellationToken))
        {
            takeRun(run);
        }

        bool Take(Rollups.RollupBucket bucket)
        {
            takeBucket(bucket, view.Calendar.End(level, bucket.StartMilliseconds));
            return true;
        }
    }

    // The readings right before and behind the range, so that the integrals of neighbouring ranges add up.
    private async ValueTask NeighboursAsync(bool isRaw, TimeRange around, Action<ReadingRun> take)
    {
        if (!isRaw)
        {
            return;
        }

        var numbers = new ReadingRunBuilder();
        await foreach (ReadingRun run in view.Engine.ReadAsync(view.Series, around, cancellationToken))
        {
            for (int index = 0; index < run.Count; index++)
            {
                if (run.FlagsAt(index).Kind != MetricValueKind.Text)
                {
                    numbers.Add(run, index);
                }
            }
        }

        if (numbers.Count > 0)
        {
            take(numbers.ToRun());
        }
    }
}
