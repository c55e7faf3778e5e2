using PiHub.Recorder.Engine;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Rollups;

/// <summary>Makes the buckets that come next: minutes from the readings, hours and days from what is finer, all in one write.</summary>
/// <remarks>The minutes end with the last one that has readings, not with the clock: so a device that sends late finds nothing made yet, a
/// clock that was wrong closes nothing, and a silent series costs no writes but one, which closes its last day.</remarks>
internal sealed class ForwardPlan(IReadingEngine engine, BucketCalendar calendar, RollupBounds bounds)
{
    /// <summary>Plans the next step.</summary>
    /// <param name="task">The series.</param>
    /// <param name="limit">Nothing is made at or behind it, ms since 1970 UTC.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What to write; null when there is nothing. Whether there is more to make.</returns>
    /// <exception cref="EngineException">The disk or the server fails.</exception>
    public async ValueTask<(RollupWrite? Write, bool More)> NextAsync(RollupTask task, long limit, CancellationToken cancellationToken)
    {
        RollupState state = task.State;
        limit = calendar.Start(ReadingLevel.Minute, limit);
        var ahead = new TimeRange(state.MinutesUntil, limit);
        if (ahead.IsEmpty || (state.MinutesUntil != long.MinValue && limit - state.MinutesUntil < bounds.LeastAdvance.TotalMilliseconds))
        {
            return (null, More: false);
        }

        (List<RollupBucket> buckets, long until, bool more) = await ReadMinutesAsync(task, ahead, cancellationToken);
        if (until == long.MinValue)
        {
            return (null, More: false);
        }

        var minutes = new PlannedLevel(ReadingLevel.Minute, until);
        minutes.Fill(ahead with { ToMilliseconds = until }, buckets);
        PlannedLevel hours = await HoursAsync(task, minutes, until, cancellationToken);
        PlannedLevel days = await DaysAsync(task, minutes, hours, until, cancellationToken);
        return (task.Write([], minutes, hours, days), more);
    }

    private async ValueTask<(List<RollupBucket> Buckets, long Until, bool More)> ReadMinutesAsync(
        RollupTask task, TimeRange range, CancellationToken cancellationToken)
    {
        // Minutes of nothing but texts are read past as well.
        var fold = new RollupFold(calendar.Grid(ReadingLevel.Minute), task.IsCounter, withEmpty: true);
        long readings = 0;
        await foreach (ReadingRun run in engine.ReadAsync(task.Series, range, cancellationToken))
        {
            fold.Add(run);
            readings += run.Count;
            if (fold.Closed.Count > 0 && (readings >= bounds.ReadingsPerStep || fold.Closed.Count >= bounds.MinutesPerStep))
            {
                long until = fold.OpenStart;
                return (WithoutEmpty(fold.TakeClosed()), until, More: true);
            }
        }

        List<RollupBucket> all = fold.TakeAll();
        return all.Count > 0
            ? (WithoutEmpty(all), all[^1].StartMilliseconds + BucketCalendar.MinuteMilliseconds, More: false)
            : ([], SilentUntil(task.State, range.ToMilliseconds), More: false);
    }

    private static List<RollupBucket> WithoutEmpty(List<RollupBucket> buckets)
    {
        var filled = new List<RollupBucket>(buckets.Count);
        foreach (RollupBucket bucket in buckets)
        {
            if (bucket.Count > 0)
            {
                filled.Add(bucket);
            }
        }

        return filled;
    }

    /// <summary>The end of the last day of a silent series, which can be closed now.</summary>
    private long SilentUntil(RollupState state, long limit)
    {
        if (state.MinutesUntil == long.MinValue || state.DaysUntil >= state.MinutesUntil)
        {
            return long.MinValue;
        }

        long end = calendar.End(ReadingLevel.Day, state.MinutesUntil - 1);
        return end + bounds.SilentClose.TotalMilliseconds <= limit ? end : long.MinValue;
    }

    private async ValueTask<PlannedLevel> HoursAsync(
        RollupTask task, PlannedLevel minutes, long minutesUntil, CancellationToken cancellationToken)
    {
        var range = new TimeRange(task.State.HoursUntil, calendar.Start(ReadingLevel.Hour, minutesUntil));
        return await CondenseAsync(task, minutes, new PlannedLevel(ReadingLevel.Hour, range.ToMilliseconds), range, cancellationToken);
    }

    private async ValueTask<PlannedLevel> DaysAsync(
        RollupTask task, PlannedLevel minutes, PlannedLevel hours, long minutesUntil, CancellationToken cancellationToken)
    {
        var range = new TimeRange(task.State.DaysUntil, calendar.Start(ReadingLevel.Day, minutesUntil));
        var days = new PlannedLevel(ReadingLevel.Day, range.ToMilliseconds);
        if (range.IsEmpty)
        {
            return days;
        }

        long first = Math.Max(range.FromMilliseconds, await FirstMinuteAsync(task, minutes, range, cancellationToken));
        bool fromHours = DaySource.IsHours(calendar, range with { FromMilliseconds = first });
        return await CondenseAsync(task, fromHours ? hours : minutes, days, range, cancellationToken);
    }

    private async ValueTask<PlannedLevel> CondenseAsync(
        RollupTask task, PlannedLevel finer, PlannedLevel coarser, TimeRange range, CancellationToken cancellationToken)
    {
        if (range.IsEmpty)
        {
            return coarser;
        }

        var fold = new RollupFold(calendar.Grid(coarser.Level), task.IsCounter);
        await finer.FoldAsync(fold, engine, task.Series, range, cancellationToken);
        List<RollupBucket> buckets = fold.TakeAll();
        if (buckets.Count > 0 && buckets[0].StartMilliseconds < range.FromMilliseconds)
        {
            // The stored days are those of another zone: the day on the seam is the shorter for it.
            buckets[0] = buckets[0] with { StartMilliseconds = range.FromMilliseconds };
        }

        coarser.Fill(range, buckets);
        return coarser;
    }

    private async ValueTask<long> FirstMinuteAsync(
        RollupTask task, PlannedLevel minutes, TimeRange range, CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<RollupBucket> page in engine.ReadRollupsAsync(
            task.Series, ReadingLevel.Minute, range, cancellationToken))
        {
            if (page.Count > 0)
            {
                return page[0].StartMilliseconds;
            }
        }

        return minutes.FirstStart ?? range.ToMilliseconds;
    }
}
