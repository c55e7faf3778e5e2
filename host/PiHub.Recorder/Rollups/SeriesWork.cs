using PiHub.Recorder.Series;

namespace PiHub.Recorder.Rollups;

/// <summary>What the worker remembers of a series between its steps; lost with the process, without harm.</summary>
internal sealed class SeriesWork
{
    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestBackOff = TimeSpan.FromHours(1);

    // Readings from the future become due without a change of the version.
    private static readonly TimeSpan IdleFor = TimeSpan.FromMinutes(15);

    private readonly Dictionary<long, long> _done = [];
    private (long Version, long Until)? _idle;
    private long _retryAt;

    /// <summary>The kind as the descriptor says since a while.</summary>
    public (bool IsCounter, long Since)? Seen { get; set; }

    /// <summary>What is to be made anew because the metric's kind changed; null: nothing.</summary>
    public TimeRange? Remake { get; private set; }

    /// <summary>How often it failed in a row.</summary>
    public int Failures { get; private set; }

    public bool IsBehind { get; set; }

    /// <summary>How much time is still to be made.</summary>
    public TimeSpan Lag { get; set; }

    public void StartRemake(TimeRange range) => Remake = range;

    public bool MayTry(TimeProvider time) => Failures == 0 || time.GetTimestamp() >= _retryAt;

    public void Failed(TimeProvider time)
    {
        Failures++;
        TimeSpan backOff = FirstBackOff * Math.Pow(2, Math.Min(Failures - 1, 10));
        backOff = backOff < LongestBackOff ? backOff : LongestBackOff;
        _retryAt = time.GetTimestamp() + (long)(backOff.TotalSeconds * time.TimestampFrequency);
    }

    public void Succeeded() => Failures = 0;

    /// <summary>Whether nothing has come since nothing was found to do.</summary>
    public bool IsIdle(RollupState state, long limit) =>
        state.Stale.Count == 0 && Remake is null && _idle is { } idle && idle.Version == state.Version && limit < idle.Until;

    public void FoundNothing(RollupState state, long limit) =>
        _idle = (state.Version, limit > long.MaxValue / 2 ? limit : limit + (long)IdleFor.TotalMilliseconds);

    /// <summary>A stale stretch without what of it is made already.</summary>
    public TimeRange Rest(StaleRange stale) => _done.TryGetValue(stale.Id, out long done)
        ? stale.Range.Intersect(new TimeRange(done, long.MaxValue))
        : stale.Range;

    /// <summary>Notes what a step has made.</summary>
    /// <param name="taken">The stale stretches that it took on.</param>
    /// <param name="done">Up to where it came, ms since 1970 UTC.</param>
    public void Made(IReadOnlyList<StaleRange> taken, long done)
    {
        foreach (StaleRange stale in taken)
        {
            if (stale.Range.ToMilliseconds <= done)
            {
                _done.Remove(stale.Id);
            }
            else
            {
                _done[stale.Id] = Math.Max(done, _done.GetValueOrDefault(stale.Id, long.MinValue));
            }
        }

        if (Remake is { } remake)
        {
            TimeRange rest = remake.Intersect(new TimeRange(done, long.MaxValue));
            Remake = rest.IsEmpty ? null : rest;
        }
    }
}
