using PiHub.Recorder.Engine;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Rollups;

/// <summary>Makes the stored days anew after the time zone was changed, as far back as the hours, or minutes, reach that they are made of.
/// </summary>
/// <remarks>Older days stay those of the old zone. The day on the seam is the rest between the last of them and the first midnight of the
/// new zone, so that nothing counts twice and nothing is lost.</remarks>
internal sealed class ZonePlan(IReadingEngine engine, BucketCalendar calendar)
{
    /// <summary>Plans it.</summary>
    /// <param name="task">The series.</param>
    /// <param name="before">The days as they are stored.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What to write, null when there is nothing; and whether that is all: false when a day of the new zone has to end first.
    /// </returns>
    /// <exception cref="EngineException">The disk or the server fails.</exception>
    public async ValueTask<(RollupWrite? Write, bool Done)> PlanAsync(
        RollupTask task, BucketCalendar before, CancellationToken cancellationToken)
    {
        RollupState state = task.State;
        if (state.DaysUntil == long.MinValue)
        {
            return (null, Done: true);
        }

        long until = calendar.Start(ReadingLevel.Day, state.MinutesUntil);
        if (until < state.DaysUntil)
        {
            return (null, Done: false);
        }

        List<RollupBucket> days = await StoredDaysAsync(task, cancellationToken);
        ReadingLevel source = SourceOf(days, until);
        long start = await CompleteFromAsync(task, before, days, source, cancellationToken);
        var range = new TimeRange(start, until);
        if (range.IsEmpty)
        {
            return (null, Done: true);
        }

        var fold = new RollupFold(calendar.Grid(ReadingLevel.Day), task.IsCounter);
        await new PlannedLevel(source, 0).FoldAsync(fold, engine, task.Series, range, cancellationToken);
        List<RollupBucket> buckets = fold.TakeAll();
        if (buckets.Count > 0 && buckets[0].StartMilliseconds < start)
        {
            buckets[0] = buckets[0] with { StartMilliseconds = start };
        }

        var planned = new PlannedLevel(ReadingLevel.Day, until);
        planned.Fill(range, buckets);
        return (task.Write([], planned), Done: true);
    }

    private async ValueTask<List<RollupBucket>> StoredDaysAsync(RollupTask task, CancellationToken cancellationToken)
    {
        var days = new List<RollupBucket>();
        await foreach (IReadOnlyList<RollupBucket> page in engine.ReadRollupsAsync(
            task.Series, ReadingLevel.Day, TimeRange.All, cancellationToken))
        {
            days.AddRange(page);
        }

        return days;
    }

    private ReadingLevel SourceOf(List<RollupBucket> days, long until)
    {
        var wholeHours = true;
        foreach (RollupBucket day in days)
        {
            wholeHours &= day.StartMilliseconds % BucketCalendar.HourMilliseconds == 0;
        }

        wholeHours &= days.Count == 0 || DaySource.IsHours(calendar, new TimeRange(days[0].StartMilliseconds, until));
        return wholeHours ? ReadingLevel.Hour : ReadingLevel.Minute;
    }

    /// <summary>Where the newest stored days begin that are still there in finer buckets without a hole; the end of the stored days when
    /// none is.</summary>
    private async ValueTask<long> CompleteFromAsync(
        RollupTask task, BucketCalendar before, List<RollupBucket> days, ReadingLevel source, CancellationToken cancellationToken)
    {
        if (days.Count == 0)
        {
            return task.State.DaysUntil;
        }

        var counts = new long[days.Count];
        var index = 0;
        var range = new TimeRange(days[0].StartMilliseconds, task.State.DaysUntil);
        await foreach (IReadOnlyList<RollupBucket> page in engine.ReadRollupsAsync(task.Series, source, range, cancellationToken))
        {
            for (var bucket = 0; bucket < page.Count; bucket++)
            {
                while (index + 1 < days.Count && days[index + 1].StartMilliseconds <= page[bucket].StartMilliseconds)
                {
                    index++;
                }

                counts[index] += page[bucket].Count;
            }
        }

        int first = days.Count;
        while (first > 0 && counts[first - 1] == days[first - 1].Count)
        {
            first--;
        }

        return first < days.Count
            ? days[first].StartMilliseconds
            : Math.Min(before.End(ReadingLevel.Day, days[^1].StartMilliseconds), task.State.DaysUntil);
    }
}
