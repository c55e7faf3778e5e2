using PiHub.Recorder.Engine;
using PiHub.Recorder.Series;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Rollups;

/// <summary>Does one bounded step for a series: what is most overdue first.</summary>
internal sealed class RollupSteps(
    IReadingEngine engine, IMetricKinds kinds, BucketCalendar calendar, RollupBasis basis, RollupBounds bounds, TimeProvider time)
{
    private readonly ForwardPlan _forward = new(engine, calendar, bounds);
    private readonly LatePlan _late = new(engine, calendar, bounds);
    private readonly ZonePlan _zone = new(engine, calendar);
    private long _written;
    private long _refused;

    /// <summary>Buckets written so far.</summary>
    public long Written => Interlocked.Read(ref _written);

    /// <summary>Writes that were refused so far, because readings came meanwhile.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Does a step.</summary>
    /// <returns>Whether there is more to do at once.</returns>
    /// <exception cref="EngineException">The disk or the server fails.</exception>
    public async ValueTask<bool> StepAsync(RecordedSeries series, SeriesWork work, CancellationToken cancellationToken)
    {
        RollupState state = await engine.RollupStateAsync(series, cancellationToken);
        long limit = Math.Min(state.SettledUntil, (time.GetUtcNow() - bounds.Grace).ToUnixTimeMilliseconds());
        SeriesBasis made = basis.Of(series.Device, series.Metric) ?? new SeriesBasis(IsCounter(series), calendar.Zone.Id);
        bool isCounter = KindFor(series, state, made, work);
        if (made.Zone == calendar.Zone.Id && work.IsIdle(state, limit))
        {
            return false;
        }

        var task = new RollupTask(series, state, isCounter);
        bool? more = await ZoneAsync(task, made, cancellationToken) ?? await LateAsync(task, work, cancellationToken);
        if (more is null)
        {
            (RollupWrite? write, bool isMore) = await _forward.NextAsync(task, limit, cancellationToken);
            more = write is null ? isMore : !await WriteAsync(write, cancellationToken) || isMore;
            work.Lag = Behind(write, limit, more.Value);
            if (write is null)
            {
                work.FoundNothing(state, limit);
            }
        }

        if (work.Remake is null)
        {
            SeriesBasis now = basis.Of(series.Device, series.Metric) ?? made;
            basis.Set(series.Device, series.Metric, now with { IsCounter = isCounter });
        }

        work.IsBehind = more.Value;
        return more.Value;
    }

    private bool IsCounter(RecordedSeries series) => kinds.KindOf(series.Device, series.Metric) == MetricKind.TotalIncreasing;

    /// <summary>The kind to make rollups by. A new one counts when it has lasted a while: at the start descriptors may be missing.</summary>
    private bool KindFor(RecordedSeries series, RollupState state, SeriesBasis made, SeriesWork work)
    {
        bool isCounter = IsCounter(series);
        if (work.Seen?.IsCounter != isCounter)
        {
            work.Seen = (isCounter, time.GetTimestamp());
        }

        if (isCounter == made.IsCounter || work.Remake is not null)
        {
            return work.Remake is null ? made.IsCounter : !made.IsCounter;
        }

        if (state.MinutesUntil != long.MinValue && time.GetElapsedTime(work.Seen.Value.Since) < bounds.KindSettles)
        {
            return made.IsCounter;
        }

        var stored = new TimeRange(
            state.RawFrom == long.MinValue ? long.MinValue : calendar.Ceiling(ReadingLevel.Minute, state.RawFrom), state.MinutesUntil);
        if (!stored.IsEmpty)
        {
            work.StartRemake(stored);
        }

        return isCounter;
    }

    private async ValueTask<bool?> ZoneAsync(RollupTask task, SeriesBasis made, CancellationToken cancellationToken)
    {
        if (made.Zone == calendar.Zone.Id)
        {
            return null;
        }

        bool isDone = true;
        RollupWrite? write = null;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(made.Zone, out TimeZoneInfo? zone))
        {
            (write, isDone) = await _zone.PlanAsync(task, new BucketCalendar(zone), cancellationToken);
        }

        if (write is not null && !await WriteAsync(write, cancellationToken))
        {
            return true;
        }

        if (isDone)
        {
            basis.Set(task.Series.Device, task.Series.Metric, made with { Zone = calendar.Zone.Id });
        }

        return write is null ? null : true;
    }

    private async ValueTask<bool?> LateAsync(RollupTask task, SeriesWork work, CancellationToken cancellationToken)
    {
        List<StaleRange> taken = [.. task.State.Stale];
        if (taken.Count == 0 && work.Remake is null)
        {
            return null;
        }

        taken.Sort(static (left, right) => left.Range.FromMilliseconds.CompareTo(right.Range.FromMilliseconds));
        taken.RemoveRange(Math.Min(taken.Count, bounds.StretchesPerStep), Math.Max(0, taken.Count - bounds.StretchesPerStep));
        var made = new TimeRange(long.MinValue, task.State.MinutesUntil);
        var stretches = new List<TimeRange>(taken.Count + 1);
        foreach (StaleRange stale in taken)
        {
            stretches.Add(work.Rest(stale).Intersect(made));
        }

        stretches.Add((work.Remake ?? default).Intersect(made));
        (PlannedLevel[] levels, long done) = await _late.PlanAsync(task, RangeList.Union(stretches), cancellationToken);
        List<long> settled = [];
        foreach (StaleRange stale in taken)
        {
            if (stale.Range.ToMilliseconds <= done)
            {
                settled.Add(stale.Id);
            }
        }

        RollupWrite write = task.Write(settled, levels);
        if ((write.Parts.Count > 0 || settled.Count > 0) && !await WriteAsync(write, cancellationToken))
        {
            return true;
        }

        work.Made(taken, done);
        return true;
    }

    private static TimeSpan Behind(RollupWrite? write, long limit, bool isMore) => write is { Parts: [{ } minutes, ..] } && isMore
        ? TimeSpan.FromMilliseconds(Math.Max(0, limit - minutes.Until))
        : TimeSpan.Zero;

    private async ValueTask<bool> WriteAsync(RollupWrite write, CancellationToken cancellationToken)
    {
        if (!await engine.WriteRollupsAsync(write, cancellationToken))
        {
            Interlocked.Increment(ref _refused);
            return false;
        }

        foreach (RollupPart part in write.Parts)
        {
            Interlocked.Add(ref _written, part.Buckets.Count);
        }

        return true;
    }
}
