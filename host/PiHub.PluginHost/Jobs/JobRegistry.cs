using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Capabilities;
using PiHub.Sdk.Jobs;
using Quartz;

namespace PiHub.PluginHost.Jobs;

/// <summary>The jobs of all plugins: runs them when they are due or when somebody says so, and remembers how it went. Safe to use from any
/// thread.</summary>
public sealed class JobRegistry : IAsyncDisposable
{
    private readonly JobHistory _history;
    private readonly JobScheduler _scheduler;
    private readonly TimeSpan _stopDeadline;
    private readonly TimeProvider _time;
    private readonly ILogger<JobRegistry> _logger;
    private readonly ConcurrentDictionary<JobName, JobState> _jobs = new();
    private readonly SemaphoreSlim _changing = new(1, 1); // one change of the schedule at a time

    /// <summary>Reads the jobs that are known; nothing is due before their plugins run.</summary>
    internal JobRegistry(
        JobHistory history, JobScheduler scheduler, TimeSpan stopDeadline, TimeProvider time, ILogger<JobRegistry> logger)
    {
        (_history, _scheduler, _stopDeadline, _time, _logger) = (history, scheduler, stopDeadline, time, logger);
        foreach (JobRow row in history.Load())
        {
            _jobs[row.Name] = new JobState(row, history.Runs(row.Name, before: null, limit: 1) is [var last] ? last : null);
        }

        scheduler.Due = OnDue;
    }

    /// <summary>Raised when something changed about a job, progress too. Handlers must be quick.</summary>
    public event Action<JobSnapshot>? Changed;

    /// <summary>All jobs that the plugins' last started versions declare, ordered by plugin and id; those of stopped plugins too.</summary>
    /// <param name="plugin">Only the jobs of this plugin; null for all.</param>
    public IReadOnlyList<JobSnapshot> List(string? plugin = null) =>
    [
        .. _jobs.Values.Where(job => plugin is null || job.Name.Plugin == plugin)
            .OrderBy(job => job.Name.Plugin, StringComparer.Ordinal).ThenBy(job => job.Name.Job, StringComparer.Ordinal)
            .Select(job => job.Snapshot()),
    ];

    /// <summary>How many jobs a plugin's last started version declares.</summary>
    /// <param name="plugin">The plugin's id.</param>
    public int Count(string plugin) => _jobs.Keys.Count(name => name.Plugin == plugin);

    /// <summary>One job; null when there is none of these ids.</summary>
    /// <param name="plugin">The plugin's id.</param>
    /// <param name="job">The job's id.</param>
    public JobSnapshot? Find(string plugin, string job) => FindState(plugin, job)?.Snapshot();

    /// <summary>Runs a job now, beside its schedule.</summary>
    /// <param name="plugin">The plugin's id.</param>
    /// <param name="job">The job's id.</param>
    /// <param name="by">Who wants it, for the history.</param>
    public JobStart Run(string plugin, string job, string by) =>
        FindState(plugin, job) is { } state ? Begin(state, _time.GetUtcNow(), by) : JobStart.Unknown;

    /// <summary>Asks the run that goes on to end early. It is not waited for.</summary>
    /// <param name="plugin">The plugin's id.</param>
    /// <param name="job">The job's id.</param>
    /// <param name="by">Who wants it, for the history.</param>
    /// <returns>False when nothing runs; null when there is no such job.</returns>
    public bool? Cancel(string plugin, string job, string by)
    {
        if (FindState(plugin, job) is not { } state)
        {
            return null;
        }

        JobRun? run = state.Running;
        run?.Cancel($"cancelled by {by}");
        return run is not null;
    }

    /// <summary>The last runs of a job, newest first; the one that goes on is among them.</summary>
    /// <param name="plugin">The plugin's id.</param>
    /// <param name="job">The job's id.</param>
    /// <param name="before">Only runs with lower numbers than this; null for all.</param>
    /// <param name="limit">How many at most.</param>
    public IReadOnlyList<JobRunSnapshot> Runs(string plugin, string job, long? before, int limit)
    {
        JobRunSnapshot? running = FindState(plugin, job)?.Running?.Snapshot;
        return [.. _history.Runs(new JobName(plugin, job), before, limit).Select(run => run.Id == running?.Id ? running : run)];
    }

    /// <summary>Stops the scheduler; the plugins have stopped by now.</summary>
    public ValueTask DisposeAsync() => _scheduler.DisposeAsync();

    /// <summary>Schedules what a plugin declares, and nothing else of it.</summary>
    internal async Task ActivateAsync(PluginJobs jobs, CancellationToken cancellationToken)
    {
        await _changing.WaitAsync(cancellationToken);
        try
        {
            if (!jobs.IsClosed)
            {
                await ScheduleAsync(jobs, cancellationToken);
            }
        }
        catch (SchedulerException exception)
        {
            Log.JobsNotScheduled(_logger, jobs.Id, exception);
            jobs.Plugin.Report("jobs", "its jobs cannot be scheduled, because jobs.db cannot be used");
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Lets nothing more of a start of a plugin run: its runs are cancelled and waited for, until the deadline.</summary>
    internal async Task DeactivateAsync(PluginJobs jobs)
    {
        JobState[] states = [.. jobs.Declared.Select(job => FindState(jobs.Id, job.Id)).OfType<JobState>()];
        Array.ForEach(states, state => state.Running?.Cancel("its plugin stopped"));
        await _changing.WaitAsync();
        try
        {
            // First, so that what is due from now on is found when the plugin is back.
            await _scheduler.PauseAsync([.. states.Select(state => state.Name)], CancellationToken.None);
        }
        catch (Exception exception) when (exception is SchedulerException or ObjectDisposedException)
        {
            Log.JobsNotScheduled(_logger, jobs.Id, exception);
        }
        finally
        {
            _changing.Release();
        }

        await Task.WhenAll(states.Select(state => StopAsync(state, jobs)));
    }

    /// <summary>Forgets the jobs of a plugin that was removed, and their runs.</summary>
    internal async Task ForgetAsync(string plugin, CancellationToken cancellationToken)
    {
        JobName[] names = [.. _jobs.Keys.Where(name => name.Plugin == plugin)];
        await _scheduler.RemoveAsync(names, cancellationToken);
        Array.ForEach(names, name => _jobs.TryRemove(name, out _));
        _history.Forget(plugin);
    }

    private JobState? FindState(string plugin, string job) => _jobs.GetValueOrDefault(new JobName(plugin, job));

    private async Task ScheduleAsync(PluginJobs jobs, CancellationToken cancellationToken)
    {
        JobName[] gone = [.. _jobs.Keys.Where(name => name.Plugin == jobs.Id && !jobs.Declared.Any(job => job.Id == name.Job))];
        await _scheduler.RemoveAsync(gone, cancellationToken);
        foreach (JobName name in gone)
        {
            _jobs.TryRemove(name, out _);
            _history.Remove(name);
        }

        foreach (JobDeclaration job in jobs.Declared)
        {
            var row = new JobRow(new JobName(jobs.Id, job.Id), new JobSchedule(job.Cron, job.Interval, job.Misfire), Skipped: 0);
            JobState state = _jobs.GetOrAdd(row.Name, _ => new JobState(row, last: null));
            state.Activate(jobs, row.Schedule); // before it can be due
            _history.Save(state.Row);
            (DateTimeOffset? next, DateTimeOffset? missed) = await _scheduler.ResumeAsync(row.Name, row.Schedule, cancellationToken);
            state.SetNext(next);
            if (missed is { } due)
            {
                MakeUp(state, row.Schedule, due);
            }

            Changed?.Invoke(state.Snapshot());
        }
    }

    private void MakeUp(JobState state, JobSchedule schedule, DateTimeOffset due)
    {
        Log.JobMissed(_logger, state.Name.Job, state.Name.Plugin, due);
        if (schedule.Misfire == MisfirePolicy.RunOnce)
        {
            Begin(state, due, by: null);
            return;
        }

        var run = new JobRunSnapshot
        {
            Id = 0, ScheduledAt = due, Outcome = JobOutcome.Misfired, Error = "it was due while its plugin did not run",
        };
        state.Miss(run with { Id = _history.Add(state.Name, run) });
    }

    private void OnDue(JobName name, DateTimeOffset scheduled, DateTimeOffset? next)
    {
        if (_jobs.TryGetValue(name, out JobState? state))
        {
            state.SetNext(next);
            if (Begin(state, scheduled, by: null) == JobStart.Busy)
            {
                Changed?.Invoke(state.Snapshot());
            }
        }
    }

    private JobStart Begin(JobState state, DateTimeOffset scheduled, string? by)
    {
        var run = new JobRun(scheduled, by, _time, () => Changed?.Invoke(state.Snapshot()));
        (JobStart result, PluginJobs? jobs) = state.TryBegin(run);
        if (jobs is null)
        {
            run.Discard();
            return result;
        }

        // On a flow of its own: the plugin must neither see nor keep the request or the scheduler's firing that began it.
        run.Keep(OwnFlow.RunAsync(() => RunAsync(state, run, jobs)));
        return result;
    }

    private async Task<JobOutcome> RunAsync(JobState state, JobRun run, PluginJobs jobs)
    {
        run.Number(_history.Add(state.Name, run.Snapshot));
        Changed?.Invoke(state.Snapshot());
        (JobOutcome outcome, string? error) = await JobInvoker.InvokeAsync(jobs, state.Name, run, _time, _logger);
        if (run.TryEnd(outcome, error))
        {
            if (outcome is JobOutcome.Succeeded or JobOutcome.Failed)
            {
                jobs.Plugin.Report($"job {state.Name.Job}", error is null ? null : $"its job '{state.Name.Job}' failed: {error.TrimEnd('.')}");
            }

            Close(state, run);
        }

        await run.DisposeAsync();
        return outcome;
    }

    private void Close(JobState state, JobRun run)
    {
        _history.End(state.Name, run.Snapshot);
        if (state.End(run) is { } skipped)
        {
            _history.Add(state.Name, skipped);
            _history.Save(state.Row);
        }

        Changed?.Invoke(state.Snapshot());
    }

    private async Task StopAsync(JobState state, PluginJobs jobs)
    {
        JobRun? run = state.Deactivate(jobs);
        Changed?.Invoke(state.Snapshot());
        if (run is null)
        {
            return;
        }

        run.Cancel("its plugin stopped");
        try
        {
            await run.EndedAsync().WaitAsync(_stopDeadline, _time);
        }
        catch (TimeoutException)
        {
            Log.JobAbandoned(_logger, state.Name.Job, state.Name.Plugin, (long)_stopDeadline.TotalMilliseconds);
            if (run.TryEnd(JobOutcome.Cancelled, "its plugin stopped, and it did not; it is abandoned"))
            {
                Close(state, run);
            }
        }
    }
}
