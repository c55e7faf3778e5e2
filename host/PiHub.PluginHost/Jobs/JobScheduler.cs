using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PiHub.Sdk.Jobs;
using Quartz;

namespace PiHub.PluginHost.Jobs;

/// <summary>Quartz on <c>jobs.db</c>: remembers when each job is due next, over restarts too, and says when it is.</summary>
/// <remarks>It starts with the first plugin that has jobs. Whoever is not resumed stays paused: what is due meanwhile is found out when
/// the plugin is back.</remarks>
internal sealed class JobScheduler : IAsyncDisposable
{
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly SemaphoreSlim _starting = new(1, 1); // guards the three fields below
    private StandaloneSchedulerFactory? _factory;
    private IScheduler? _scheduler;
    private bool _isDisposed;

    /// <param name="path">The file, with a write-ahead log already.</param>
    /// <param name="time">The clock, and with it the hub's time zone.</param>
    /// <param name="loggers">Where Quartz says what goes wrong.</param>
    public JobScheduler(string path, TimeProvider time, ILoggerFactory loggers) => (_path, _time, _loggers) = (path, time, loggers);

    /// <summary>Is told each job that is due, when it was due and when it is due next. Must return at once.</summary>
    public Action<JobName, DateTimeOffset, DateTimeOffset?> Due { get; set; } = (_, _, _) => { };

    /// <summary>Schedules a job anew or goes on with the schedule that it had.</summary>
    /// <returns>When it is due next, null for never; and since when it has been due, null when it has not.</returns>
    public async Task<(DateTimeOffset? Next, DateTimeOffset? Missed)> ResumeAsync(
        JobName name, JobSchedule schedule, CancellationToken cancellationToken)
    {
        IScheduler scheduler = await StartAsync(cancellationToken);
        TriggerKey key = KeyOf(name);
        string signature = schedule.Signature(_time.LocalTimeZone);
        DateTimeOffset now = _time.GetUtcNow();
        ITrigger? known = await scheduler.GetTrigger(key, cancellationToken);
        bool isSame = known?.Description == signature;
        DateTimeOffset? missed = known?.NextFireTimeUtc <= now ? known.NextFireTimeUtc : null;
        if (isSame && missed is null && known is not null)
        {
            await scheduler.ResumeTrigger(key, cancellationToken);
            return (known.NextFireTimeUtc, null);
        }

        // The run that makes up for missed ones begins the rhythm of an interval anew; one that leaves them out keeps it.
        DateTimeOffset anchor = isSame && missed is { } since && schedule.Misfire == MisfirePolicy.Skip ? since : now;
        if (schedule.NextAfter(now, anchor, _time.LocalTimeZone) is not { } next)
        {
            await scheduler.UnscheduleJob(key, cancellationToken);
            return (null, missed);
        }

        IJobDetail job = JobBuilder.Create<DueJob>()
            .WithIdentity(new JobKey(name.Job, name.Plugin))
            .UsingJobData(DueJob.PluginKey, name.Plugin)
            .UsingJobData(DueJob.JobKey, name.Job)
            .Build();
        ITrigger trigger = TriggerBuilder.Create(_time)
            .WithIdentity(key)
            .WithDescription(signature)
            .WithSchedule(ScheduleOf(schedule))
            .StartAt(next)
            .Build();
        await scheduler.ScheduleJob(job, trigger, ScheduleJobOptions.Replacing, cancellationToken);
        return (next, missed);
    }

    /// <summary>Lets none of the jobs be due until they are resumed.</summary>
    public async Task PauseAsync(IReadOnlyCollection<JobName> names, CancellationToken cancellationToken)
    {
        if (names.Count > 0)
        {
            IScheduler scheduler = await StartAsync(cancellationToken);
            await scheduler.PauseTriggers([.. names.Select(KeyOf)], cancellationToken);
        }
    }

    /// <summary>Takes jobs off the schedule.</summary>
    public async Task RemoveAsync(IReadOnlyCollection<JobName> names, CancellationToken cancellationToken)
    {
        if (names.Count > 0)
        {
            IScheduler scheduler = await StartAsync(cancellationToken);
            await scheduler.DeleteJobs([.. names.Select(name => new JobKey(name.Job, name.Plugin))], cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _starting.WaitAsync();
        try
        {
            _isDisposed = true;
            if (_factory is not null)
            {
                await _factory.DisposeAsync();
            }

            _factory = null;
            _scheduler = null;
        }
        finally
        {
            _starting.Release();
        }
    }

    private static TriggerKey KeyOf(JobName name) => new(name.Job, name.Plugin);

    private IScheduleBuilder ScheduleOf(JobSchedule schedule)
    {
        // For a clock that jumps or a computer that slept while the plugin ran.
        bool isSkipped = schedule.Misfire == MisfirePolicy.Skip;
        return schedule.Interval is { } interval
            ? SimpleScheduleBuilder.Create().WithInterval(interval).RepeatForever().WithMisfireInstruction(isSkipped
                ? SimpleTriggerMisfireInstruction.NextWithRemainingCount
                : SimpleTriggerMisfireInstruction.NowWithRemainingCount)
            : CronScheduleBuilder.Create(schedule.Cron ?? "").InTimeZone(_time.LocalTimeZone).WithMisfireInstruction(isSkipped
                ? CronTriggerMisfireInstruction.DoNothing
                : CronTriggerMisfireInstruction.FireAndProceed);
    }

    private async Task<IScheduler> StartAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _scheduler ??= await StartNewAsync();
        }
        finally
        {
            _starting.Release();
        }
    }

    // On a flow of its own: the scheduler's loops run as long as the hub.
    private Task<IScheduler> StartNewAsync() => OwnFlow.RunAsync(async () =>
    {
        _factory ??= QuartzSchedulerBuilder.Create(Configure).Build();
        IScheduler scheduler = await _factory.GetScheduler();

        // After a hub that died the triggers wait as if all plugins ran.
        await scheduler.PauseTriggers([.. await scheduler.GetTriggerKeys(GroupMatcher<TriggerKey>.AnyGroup())]);
        await scheduler.Start();
        return scheduler;
    });

    private void Configure(IQuartzBuilder quartz)
    {
        quartz.Services.AddSingleton(_loggers);
        quartz.Services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        quartz.UseTimeProvider(_time);
        quartz.UseDefaultThreadPool(maxConcurrency: 1); // a due job only begins there
        quartz.UseJobFactory(new DueJob.Factory((name, scheduled, next) => Due(name, scheduled, next)));
        quartz.UsePersistentStore(store =>
        {
            store.UseSqlite(SqliteFactory.Instance, new SqliteConnectionStringBuilder { DataSource = _path }.ToString());
            store.ProvisionSchema();
            store.ConfigureStore(options => options.StoreJobDataAsStrings = true);
        });
    }
}
