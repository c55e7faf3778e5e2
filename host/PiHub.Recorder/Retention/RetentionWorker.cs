using Microsoft.Extensions.Logging;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Retention;

/// <summary>Deletes what is older than the rules say, level by level, in whole days so that it costs one write a day; never what the next
/// coarser level is not made of yet. One caller at a time, but for the status.</summary>
internal sealed class RetentionWorker(
    IReadingEngine engine, RetentionRules rules, BucketCalendar calendar, TimeProvider time, ILogger logger)
{
    // So many failures in a row are the disk's or the server's, not the series'.
    private const int FailuresOfEngine = 5;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan WholeDaysFrom = TimeSpan.FromDays(2);
    private static readonly ReadingLevel[] Levels = [ReadingLevel.Raw, ReadingLevel.Minute, ReadingLevel.Hour, ReadingLevel.Day];

    // Up to where each level was shortened, so that nothing is asked for twice.
    private readonly Dictionary<(long Series, ReadingLevel Level), long> _levels = [];
    private readonly Dictionary<string, long> _events = [];
    private RetentionStatus _status = new();

    /// <summary>The rules in force.</summary>
    public IReadOnlyList<RetentionInForce> Rules => rules.Policy.Rules;

    /// <summary>As of the last run.</summary>
    public RetentionStatus Status => Volatile.Read(ref _status);

    /// <summary>Goes through all series once.</summary>
    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        RetentionPolicy policy = rules.Policy; // one and the same for the whole run
        IReadOnlyList<RecordedSeries> all = engine.ListSeries(null);
        (int shortened, int failed) = (0, 0);
        string? trouble = null;
        foreach (RecordedSeries series in all)
        {
            try
            {
                shortened += await ShortenAsync(series, policy, cancellationToken);
                failed = 0;
            }
            catch (EngineException exception)
            {
                trouble = Failed(exception, trouble);
                if (++failed == FailuresOfEngine)
                {
                    break;
                }
            }
        }

        trouble = failed < FailuresOfEngine ? await ShortenEventsAsync(policy, trouble, cancellationToken) : trouble;
        Forget(all);
        Volatile.Write(ref _status, new RetentionStatus { LastRunAt = time.GetUtcNow(), Shortened = shortened, Trouble = trouble });
    }

    private string Failed(EngineException exception, string? trouble)
    {
        if (trouble is null && Status.Trouble is null)
        {
            logger.RetentionFails(exception, Interval);
        }

        return $"Old readings cannot be deleted: {exception.Message}";
    }

    private async ValueTask<int> ShortenAsync(RecordedSeries series, RetentionPolicy policy, CancellationToken cancellationToken)
    {
        RetentionAges ages = policy.Of(series.Device, series.Metric);
        var shortened = 0;
        RollupState? state = null;
        foreach (ReadingLevel level in Levels)
        {
            if (ages.Of(level) is not { } age || CutOff(age) is var due && IsDone(series, level, due))
            {
                continue;
            }

            state ??= await engine.RollupStateAsync(series, cancellationToken);
            long before = Math.Min(CutOff(age), MadeUntil(state, level));
            if (before != long.MinValue && !IsDone(series, level, before))
            {
                await engine.DropAsync(series, level, before, cancellationToken);
                _levels[(series.Id, level)] = before;
                shortened++;
            }
        }

        return shortened;
    }

    private bool IsDone(RecordedSeries series, ReadingLevel level, long before) =>
        _levels.TryGetValue((series.Id, level), out long done) && done >= before;

    private long CutOff(TimeSpan age)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (now - DateTimeOffset.UnixEpoch < age)
        {
            return long.MinValue;
        }

        return calendar.Start(age < WholeDaysFrom ? ReadingLevel.Hour : ReadingLevel.Day, (now - age).ToUnixTimeMilliseconds());
    }

    /// <summary>Up to where the coarser levels are made of a level, late readings included.</summary>
    private static long MadeUntil(RollupState state, ReadingLevel level)
    {
        long until = level switch
        {
            ReadingLevel.Raw => state.MinutesUntil,

            // Where clocks are off by half an hour, days are made of minutes.
            ReadingLevel.Minute => Math.Min(state.HoursUntil, state.DaysUntil),
            ReadingLevel.Hour => state.DaysUntil,
            _ => long.MaxValue,
        };
        foreach (StaleRange stale in state.Stale)
        {
            // Its whole day stays, so that hours and days can be made anew from all of it.
            until = Math.Min(until, BucketCalendar.Floor(
                Math.Max(stale.Range.FromMilliseconds, 0) - BucketCalendar.DayMilliseconds, BucketCalendar.DayMilliseconds));
        }

        return until;
    }

    private async ValueTask<string?> ShortenEventsAsync(RetentionPolicy policy, string? trouble, CancellationToken cancellationToken)
    {
        foreach (string device in engine.ListEventDevices())
        {
            if (policy.OfEvents(device) is not { } age || CutOff(age) is var before && _events.GetValueOrDefault(device) >= before)
            {
                continue;
            }

            try
            {
                await engine.DropEventsAsync(device, before, cancellationToken);
                _events[device] = before;
            }
            catch (EngineException exception)
            {
                return Failed(exception, trouble);
            }
        }

        return trouble;
    }

    private void Forget(IReadOnlyList<RecordedSeries> all)
    {
        if (_levels.Count <= all.Count * Levels.Length)
        {
            return;
        }

        var ids = new HashSet<long>(all.Count);
        foreach (RecordedSeries series in all)
        {
            ids.Add(series.Id);
        }

        foreach ((long Series, ReadingLevel Level) key in _levels.Keys)
        {
            if (!ids.Contains(key.Series))
            {
                _levels.Remove(key);
            }
        }
    }
}
