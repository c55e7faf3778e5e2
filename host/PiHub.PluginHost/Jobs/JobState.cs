namespace PiHub.PluginHost.Jobs;

/// <summary>A job of the hub: its schedule, whether it can run, and what runs of it. Safe to use from any thread.</summary>
internal sealed class JobState
{
    private readonly Lock _lock = new(); // guards the fields below
    private JobSchedule _schedule;
    private PluginJobs? _active;
    private JobRun? _running;
    private JobRunSnapshot? _last;
    private DateTimeOffset? _next;
    private long _skipped;
    private int _skippedMeanwhile;
    private DateTimeOffset _firstSkipped;

    public JobState(JobRow row, JobRunSnapshot? last) => (Name, _schedule, _skipped, _last) = (row.Name, row.Schedule, row.Skipped, last);

    public JobName Name { get; }

    public JobRow Row
    {
        get
        {
            lock (_lock)
            {
                return new JobRow(Name, _schedule, _skipped);
            }
        }
    }

    public JobRun? Running
    {
        get
        {
            lock (_lock)
            {
                return _running;
            }
        }
    }

    public JobSnapshot Snapshot()
    {
        lock (_lock)
        {
            return new JobSnapshot
            {
                Plugin = Name.Plugin,
                Id = Name.Job,
                Cron = _schedule.Cron,
                Interval = _schedule.Interval,
                Words = _schedule.Words,
                IsActive = _active is not null,
                Next = _active is null ? null : _next,
                Last = _last,
                Running = _running?.Snapshot,
                Skipped = _skipped,
            };
        }
    }

    /// <summary>Lets the plugin run it, by the schedule of its version.</summary>
    public void Activate(PluginJobs active, JobSchedule schedule)
    {
        lock (_lock)
        {
            (_active, _schedule) = (active, schedule);
        }
    }

    /// <summary>Lets nothing more of this start of the plugin run.</summary>
    /// <returns>The run that goes on; null when there is none.</returns>
    public JobRun? Deactivate(PluginJobs active)
    {
        lock (_lock)
        {
            if (_active != active)
            {
                return null;
            }

            _active = null;
            return _running;
        }
    }

    public void SetNext(DateTimeOffset? next)
    {
        lock (_lock)
        {
            _next = next;
        }
    }

    /// <summary>Takes the place for a run; it must be given back by <see cref="End"/>.</summary>
    /// <returns>What makes the run; null when it is not <see cref="JobStart.Started"/>.</returns>
    public (JobStart Result, PluginJobs? Active) TryBegin(JobRun run)
    {
        lock (_lock)
        {
            if (_active is null)
            {
                return (JobStart.Inactive, null);
            }

            if (_running is null)
            {
                _running = run;
                return (JobStart.Started, _active);
            }

            JobRunSnapshot wanted = run.Snapshot;
            if (wanted.StartedBy is null)
            {
                _skipped++;
                _firstSkipped = _skippedMeanwhile++ == 0 ? wanted.ScheduledAt : _firstSkipped;
            }

            return (JobStart.Busy, null);
        }
    }

    /// <summary>A run has ended.</summary>
    /// <returns>The due runs that were left out meanwhile, as one; null when there were none.</returns>
    public JobRunSnapshot? End(JobRun run)
    {
        lock (_lock)
        {
            if (_running != run)
            {
                return null; // abandoned before
            }

            (_running, _last) = (null, run.Snapshot);
            int skipped = _skippedMeanwhile;
            _skippedMeanwhile = 0;
            return skipped == 0 ? null : new JobRunSnapshot
            {
                Id = 0,
                ScheduledAt = _firstSkipped,
                Outcome = JobOutcome.SkippedOverlap,
                Error = skipped == 1
                    ? "it was due while the run before still went on"
                    : $"{skipped} runs were due while the run before still went on",
            };
        }
    }

    /// <summary>A run was left out because the plugin did not run.</summary>
    public void Miss(JobRunSnapshot run)
    {
        lock (_lock)
        {
            _last = run;
        }
    }
}
