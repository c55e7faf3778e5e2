using Microsoft.Extensions.Logging;
using PiHub.Recorder.Clock;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Files;
using PiHub.Recorder.Retention;
using PiHub.Recorder.Rollups;

namespace PiHub.Recorder;

/// <summary>The loop behind the store: makes rollups, deletes what is old and keeps room on the disk, each in turn and in small steps. Wakes
/// once a minute and when told to.</summary>
internal sealed class RecorderMaintenance : IAsyncDisposable
{
    private const string BasisFile = "rollups.basis";
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BetweenSteps = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan RetentionInterval = TimeSpan.FromHours(1);
    private static readonly TimeSpan FirstRetention = TimeSpan.FromMinutes(10);

    private readonly RollupWorker _rollups;
    private readonly RetentionWorker _retention;
    private readonly SpaceGuard _space;
    private readonly DeletionClock _clock;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();

    // One wake-up waits; a second one would say the same.
    private readonly SemaphoreSlim _wake = new(0, 1);
    private readonly Lock _lock = new();
    private ITimer? _timer;
    private Task _loop = Task.CompletedTask;
    private long _retentionDue;
    private long _spaceDue;

    /// <summary>Takes the parts; they are not shared.</summary>
    public RecorderMaintenance(
        RollupWorker rollups, RetentionWorker retention, SpaceGuard space, DeletionClock clock, TimeProvider time, ILogger logger)
    {
        (_rollups, _retention, _space, _clock, _time, _logger) = (rollups, retention, space, clock, time, logger);
    }

    /// <summary>How the rollups do.</summary>
    public RollupStatus Rollups => _rollups.Status;

    /// <summary>How retention does, and how much room is left.</summary>
    public RetentionStatus Retention => _retention.Status with
    {
        Rules = _retention.Rules,
        Held = _clock.Held,
        Space = _space.Status,
    };

    /// <summary>Composes it for an engine that is open.</summary>
    /// <exception cref="TimeZoneNotFoundException">The options name a zone that is not known.</exception>
    public static RecorderMaintenance Create(
        IReadingEngine engine,
        IMetricKinds kinds,
        IFileSystem files,
        RecorderOptions options,
        TimeProvider time,
        ILogger logger,
        IHubClock? clock = null,
        RetentionRules? rules = null)
    {
        var calendar = BucketCalendar.Of(options);
        var basis = new RollupBasis(files, Path.Combine(options.Folder, BasisFile));
        basis.Load();
        var steps = new RollupSteps(engine, kinds, calendar, basis, new RollupBounds(), time);
        return new RecorderMaintenance(
            new RollupWorker(engine, steps, basis, time, logger),
            new RetentionWorker(engine, rules ?? new RetentionRules(options.Retention), calendar, time, logger),
            new SpaceGuard(engine, files, (options.Folder, options.MinimumFreeBytes), time, logger),
            new DeletionClock(clock, files, Path.Combine(options.Folder, DeletionClock.FileName), time, logger),
            time,
            logger);
    }

    /// <summary>Starts the loop.</summary>
    public void Start()
    {
        _retentionDue = Later(FirstRetention);
        _timer = _time.CreateTimer(static state => ((RecorderMaintenance?)state)?.Wake(), this, Interval, Interval);
        _loop = Task.Run(() => RunAsync(_stop.Token), CancellationToken.None);
    }

    /// <summary>Looks for work now; never waits. Safe to call from any thread.</summary>
    public void Wake()
    {
        lock (_lock)
        {
            if (_wake.CurrentCount == 0 && !_stop.IsCancellationRequested)
            {
                _wake.Release();
            }
        }
    }

    /// <summary>Stops after the running step.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        if (_timer is not null)
        {
            await _timer.DisposeAsync();
        }

        await _loop;
        lock (_lock)
        {
            _wake.Dispose();
        }

        _stop.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                bool more = await RunOnceAsync(cancellationToken);
                if (more)
                {
                    await Task.Delay(BetweenSteps, _time, cancellationToken);
                }
                else
                {
                    await _wake.WaitAsync(cancellationToken);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async ValueTask<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (IsDue(ref _spaceDue, Interval))
            {
                await _space.CheckAsync(_clock.IsSet, cancellationToken);
            }

            bool more = await _rollups.RunOnceAsync(cancellationToken);
            if (_clock.Check() && IsDue(ref _retentionDue, RetentionInterval))
            {
                await _retention.RunAsync(cancellationToken);
            }

            return more;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // The loop is a boundary: whatever fails in a turn, the next turn comes.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _logger.MaintenanceFailed(exception);
            return false;
        }
    }

    private bool IsDue(ref long due, TimeSpan interval)
    {
        if (_time.GetTimestamp() < due)
        {
            return false;
        }

        due = Later(interval);
        return true;
    }

    private long Later(TimeSpan duration) => _time.GetTimestamp() + (long)(duration.TotalSeconds * _time.TimestampFrequency);
}
