using PiHub.Recorder.Engine;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Rollups;

/// <summary>Makes exactly those stored minutes, hours and days anew that late readings touch, all in one write.</summary>
internal sealed class LatePlan(IReadingEngine engine, BucketCalendar calendar, RollupBounds bounds)
{
    private readonly LateMinutes _minutes = new(engine, calendar, bounds);

    /// <summary>Plans stretches, as many as a step takes.</summary>
    /// <param name="task">The series.</param>
    /// <param name="stretches">Where the late readings are, exactly; ascending, apart from each other.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The levels, and up to where they are planned: <see cref="long.MaxValue"/> for all.</returns>
    /// <exception cref="EngineException">The disk or the server fails.</exception>
    public async ValueTask<(PlannedLevel[] Levels, long Done)> PlanAsync(
        RollupTask task, List<TimeRange> stretches, CancellationToken cancellationToken)
    {
        RollupState state = task.State;
        (PlannedLevel minutes, long done) = await _minutes.PlanAsync(task, stretches, cancellationToken);
        var hours = new PlannedLevel(ReadingLevel.Hour, state.HoursUntil);
        foreach (TimeRange range in RangeList.Cover(minutes.Replaced, calendar.Grid(ReadingLevel.Hour), state.HoursUntil))
        {
            await CondenseAsync(task, minutes, hours, range, cancellationToken);
        }

        var days = new PlannedLevel(ReadingLevel.Day, state.DaysUntil);
        foreach (TimeRange range in RangeList.Cover(minutes.Replaced, calendar.Grid(ReadingLevel.Day), state.DaysUntil))
        {
            PlannedLevel finer = DaySource.IsHours(calendar, range) ? hours : minutes;
            await CondenseAsync(task, finer, days, range, cancellationToken);
        }

        return ([minutes, hours, days], done);
    }

    private async ValueTask CondenseAsync(
        RollupTask task, PlannedLevel finer, PlannedLevel coarser, TimeRange range, CancellationToken cancellationToken)
    {
        BucketGrid grid = calendar.Grid(coarser.Level);
        var before = new RollupFold(grid, task.IsCounter);
        var stored = new List<RollupBucket>();
        await new PlannedLevel(finer.Level, 0).FoldAsync(before, engine, task.Series, range, cancellationToken);
        var after = new RollupFold(grid, task.IsCounter);
        await finer.FoldAsync(after, engine, task.Series, range, cancellationToken);
        await foreach (IReadOnlyList<RollupBucket> page in engine.ReadRollupsAsync(
            task.Series, coarser.Level, range, cancellationToken))
        {
            stored.AddRange(page);
        }

        new LateBuckets(grid, coarser, stored).Put(before.TakeAll(), after.TakeAll(), finer.Changes, range);
    }
}
