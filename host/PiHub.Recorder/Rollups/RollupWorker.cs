using Microsoft.Extensions.Logging;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Series;

namespace PiHub.Recorder.Rollups;

/// <summary>Keeps the minutes, hours and days of every series up to date: one bounded step a series in turn, some at the same time so that
/// they share a sync. So a long backlog of one holds up no other and memory stays flat. A series that fails is left alone for a while. One caller at a time, but for the status.</summary>
internal sealed class RollupWorker(IReadingEngine engine, RollupSteps steps, RollupBasis basis, TimeProvider time, ILogger logger)
{
    // So many failures in a row are the disk's or the server's, not the series'.
    private const int FailuresOfEngine = 5;

    private const int StepsAtOnce = 16;

    private readonly Dictionary<long, SeriesWork> _work = [];
    private RollupStatus _status = new();
    private string? _trouble;

    /// <summary>As of the last round.</summary>
    public RollupStatus Status => Volatile.Read(ref _status);

    /// <summary>Does one step for every series.</summary>
    /// <returns>Whether there is more to do at once.</returns>
    public async ValueTask<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<RecordedSeries> all = engine.ListSeries(null);
        Forget(all);
        bool more = false;
        int failed = 0;
        for (int start = 0; start < all.Count && failed < FailuresOfEngine; start += StepsAtOnce)
        {
            foreach ((RecordedSeries series, SeriesWork work, bool isMore, Exception? fault) in
                await StepAsync(all, start, cancellationToken))
            {
                more |= isMore;
                failed = fault is EngineException ? failed + 1 : failed < FailuresOfEngine ? 0 : failed;
                Note(series, work, fault);
            }
        }

        more &= failed < FailuresOfEngine;
        SaveBasis();
        Publish(all.Count);
        return more;
    }

    private async ValueTask<(RecordedSeries Series, SeriesWork Work, bool More, Exception? Fault)[]> StepAsync(
        IReadOnlyList<RecordedSeries> all, int start, CancellationToken cancellationToken)
    {
        var steps = new List<Task<(RecordedSeries, SeriesWork, bool, Exception?)>>(StepsAtOnce);
        for (int next = start; next < Math.Min(start + StepsAtOnce, all.Count); next++)
        {
            SeriesWork work = WorkOf(all[next]);
            if (work.MayTry(time))
            {
                steps.Add(TryStepAsync(all[next], work, cancellationToken));
            }
        }

        return await Task.WhenAll(steps);
    }

    private SeriesWork WorkOf(RecordedSeries series)
    {
        if (!_work.TryGetValue(series.Id, out SeriesWork? work))
        {
            _work.Add(series.Id, work = new SeriesWork());
        }

        return work;
    }

    private async Task<(RecordedSeries Series, SeriesWork Work, bool More, Exception? Fault)> TryStepAsync(
        RecordedSeries series, SeriesWork work, CancellationToken cancellationToken)
    {
        try
        {
            return (series, work, await steps.StepAsync(series, work, cancellationToken), null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A series is a boundary: what goes wrong with one must not stop the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return (series, work, false, exception);
        }
    }

    private void Note(RecordedSeries series, SeriesWork work, Exception? fault)
    {
        if (fault is null)
        {
            work.Succeeded();
            return;
        }

        work.Failed(time);
        if (_trouble is null)
        {
            logger.RollupsFail(fault, series.Device, series.Metric);
        }

        _trouble = $"The rollups of {series.Device} {series.Metric} cannot be made: {fault.Message}";
    }

    private void SaveBasis()
    {
        try
        {
            basis.Save();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is saved after the next round; until then a change of a zone or kind would only be made again.
            _trouble ??= $"What the rollups were made by cannot be noted: {exception.Message}";
        }
    }

    private void Publish(int series)
    {
        (int behind, int failing) = (0, 0);
        TimeSpan lag = TimeSpan.Zero;
        foreach (SeriesWork work in _work.Values)
        {
            behind += work.IsBehind ? 1 : 0;
            failing += work.Failures > 0 ? 1 : 0;
            lag = work.Lag > lag ? work.Lag : lag;
        }

        if (failing == 0 && _trouble is not null)
        {
            _trouble = null;
            logger.RollupsWorkAgain();
        }

        Volatile.Write(ref _status, new RollupStatus
        {
            Series = series,
            Behind = behind,
            Failing = failing,
            Lag = lag,
            BucketsWritten = steps.Written,
            Refused = steps.Refused,
            Trouble = _trouble,
            LastRoundAt = time.GetUtcNow(),
        });
    }

    private void Forget(IReadOnlyList<RecordedSeries> all)
    {
        if (_work.Count <= all.Count)
        {
            return;
        }

        var ids = new HashSet<long>(all.Count);
        foreach (RecordedSeries series in all)
        {
            ids.Add(series.Id);
        }

        foreach (long id in _work.Keys)
        {
            if (!ids.Contains(id))
            {
                _work.Remove(id);
            }
        }
    }
}
