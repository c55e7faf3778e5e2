using PiHub.Recorder.Engine;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Rollups;

/// <summary>Makes the minutes anew that late readings came into.</summary>
internal sealed class LateMinutes(IReadingEngine engine, BucketCalendar calendar, RollupBounds bounds)
{
    private readonly BucketGrid _grid = calendar.Grid(ReadingLevel.Minute);

    /// <summary>Plans the minutes of stretches, as many as a step takes.</summary>
    /// <param name="task">The series.</param>
    /// <param name="stretches">Where the late readings are, exactly; ascending, apart from each other.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The minutes, and up to where they are planned: <see cref="long.MaxValue"/> for all.</returns>
    public async ValueTask<(PlannedLevel Minutes, long Done)> PlanAsync(
        RollupTask task, List<TimeRange> stretches, CancellationToken cancellationToken)
    {
        (List<RollupBucket> read, long done) = await ReadAsync(task, stretches, cancellationToken);
        var minutes = new PlannedLevel(ReadingLevel.Minute, task.State.MinutesUntil);
        for (var start = 0; start < read.Count;)
        {
            // Stored minutes are read in one go where the late ones are near each other.
            int end = start + 1;
            while (end < read.Count && read[end].StartMilliseconds - read[end - 1].StartMilliseconds <= BucketCalendar.DayMilliseconds)
            {
                end++;
            }

            await CompareAsync(task, minutes, read.GetRange(start, end - start), cancellationToken);
            start = end;
        }

        return (minutes, done);
    }

    /// <summary>Folds the readings: all of a minute where they are still there, only the late ones where the others have been dropped.
    /// </summary>
    private async ValueTask<(List<RollupBucket> Minutes, long Done)> ReadAsync(
        RollupTask task, List<TimeRange> stretches, CancellationToken cancellationToken)
    {
        var fold = new RollupFold(_grid, task.IsCounter, withEmpty: true);
        long readings = 0;
        foreach (TimeRange range in Ranges(task.State, stretches))
        {
            await foreach (ReadingRun run in engine.ReadAsync(task.Series, range, cancellationToken))
            {
                fold.Add(run);
                readings += run.Count;
                if (fold.Closed.Count > 0 && (readings >= bounds.ReadingsPerStep || fold.Closed.Count >= bounds.MinutesPerStep))
                {
                    long done = fold.OpenStart;
                    return (fold.TakeClosed(), done);
                }
            }
        }

        return (fold.TakeAll(), long.MaxValue);
    }

    private List<TimeRange> Ranges(RollupState state, List<TimeRange> stretches)
    {
        long complete = CompleteFrom(state);
        var ranges = new List<TimeRange>();
        var whole = new List<TimeRange>();
        foreach (TimeRange stretch in stretches)
        {
            ranges.Add(stretch.Intersect(new TimeRange(long.MinValue, complete)));
            TimeRange rest = stretch.Intersect(new TimeRange(complete, long.MaxValue));
            if (!rest.IsEmpty)
            {
                whole.Add(rest);
            }
        }

        ranges.AddRange(RangeList.Cover(whole, _grid, state.MinutesUntil));
        return RangeList.Union(ranges);
    }

    /// <summary>From here on the readings of every minute are all there.</summary>
    private long CompleteFrom(RollupState state) =>
        state.RawFrom == long.MinValue ? long.MinValue : calendar.Ceiling(ReadingLevel.Minute, state.RawFrom);

    private async ValueTask CompareAsync(
        RollupTask task, PlannedLevel minutes, List<RollupBucket> read, CancellationToken cancellationToken)
    {
        long complete = CompleteFrom(task.State);
        var next = 0;
        var range = new TimeRange(read[0].StartMilliseconds, read[^1].StartMilliseconds + 1);
        await foreach (IReadOnlyList<RollupBucket> page in engine.ReadRollupsAsync(
            task.Series, ReadingLevel.Minute, range, cancellationToken))
        {
            for (var index = 0; index < page.Count; index++)
            {
                RollupBucket stored = page[index];
                while (next < read.Count && read[next].StartMilliseconds < stored.StartMilliseconds)
                {
                    Put(minutes, BucketChange.Absent(read[next].StartMilliseconds), read[next++]);
                }

                if (next < read.Count && read[next].StartMilliseconds == stored.StartMilliseconds)
                {
                    RollupBucket late = read[next++];
                    Put(minutes, stored, stored.StartMilliseconds >= complete ? late : Together(stored, late));
                }
            }
        }

        while (next < read.Count)
        {
            Put(minutes, BucketChange.Absent(read[next].StartMilliseconds), read[next++]);
        }
    }

    /// <summary>A stored minute with late readings, when its own are gone. The same readings once more, as after a kill in the middle of a
    /// long import, do not count twice.</summary>
    private static RollupBucket Together(in RollupBucket stored, in RollupBucket late) =>
        late.Count == 0 || stored == late ? stored : BucketChange.Apply(stored, late);

    private void Put(PlannedLevel minutes, in RollupBucket stored, in RollupBucket minute)
    {
        if (stored != minute)
        {
            minutes.Change(_grid.Around(minute.StartMilliseconds), minute, BucketChange.Between(stored, minute));
        }
    }
}
