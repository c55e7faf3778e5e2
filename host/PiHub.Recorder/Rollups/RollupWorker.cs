using Microsoft.Extensions.Logging;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Series;

namespace PiHub.Recorder.Rollups;

/// <summary>Keeps the minutes, hours and days of every series up to date: one bounded step a series in turn, so that a long backlog of one
/// holds up no other and memory stays flat. A series that fails is left alone for a while. One caller at a time, but for the status.</summary>
internal sealed class RollupWorker(IReadingEngine engine, RollupSteps steps, RollupBasis basis, TimeProvider time, ILogger logger)
{
    // So many failures in a row are the disk's or the server's, not the series'.
    private const int FailuresOfEngine = 5;

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
        foreach (RecordedSeries series in all)
        {
            SeriesWork work = WorkOf(series);
            if (!work.MayTry(time))
            {
                continue;
            }

            (bool isMore, bool isFailed) = await TryStepAsync(series, work, cancellationToken);
            more |= isMore;
            failed = isFailed ? failed + 1 : 0;
            if (failed == FailuresOfEngine)
            {
                more = false;
                break;
            }
        }

        SaveBasis();
        Publish(all.Count);
        return more;
    }

    private SeriesWork WorkOf(RecordedSeries series)
    {
        if (!_work.TryGetValue(series.Id, out SeriesWork? work))
        {
            _work.Add(series.Id, work = new SeriesWork());
        }

        return work;
    }

    private async ValueTask<(bool More, bool Failed)> TryStepAsync(
        RecordedSeries series, SeriesWork work, CancellationToken cancellationToken)
    {
        try
        {
            bool more = await steps.StepAsync(series, work, cancellationToken);
            work.Succeeded();
            return (more, Failed: false);
        }
        catch (EngineException exception)
        {
            Failed(series, work, exception);
            return (More: false, Failed: true);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // A series is a boundary: what goes wrong with one must not stop the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Failed(series, work, exception);
            return (More: false, Failed: false);
        }
    }

    private void Failed(RecordedSeries series, SeriesWork work, Exception exception)
    {
        work.Failed(time);
        if (_trouble is null)
        {
            logger.RollupsFail(exception, series.Device, series.Metric);
        }

        _trouble = $"The rollups of {series.Device} {series.Metric} cannot be made: {exception.Message}";
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
