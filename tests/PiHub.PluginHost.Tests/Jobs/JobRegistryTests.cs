using PiHub.PluginHost.Jobs;
using PiHub.PluginHost.Metering;
using PiHub.Sdk.Jobs;

namespace PiHub.PluginHost.Tests.Jobs;

public sealed class JobRegistryTests : IAsyncLifetime
{
    private const string Job = "water";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly JobBench _bench = new();
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _release.TrySetResult();
        return _bench.DisposeAsync().AsTask();
    }

    [Fact]
    public async Task Run_WorksInThePluginsName()
    {
        PluginMeter? seen = null;
        _bench.Work.Do = (_, _) =>
        {
            seen = PluginFlow.Current;
            return Task.CompletedTask;
        };
        await _bench.StartAsync(JobBench.Cron(Job, "0 0 3 * * ?"));

        _bench.Registry.Run(JobBench.Plugin, Job, "a test");
        await _bench.UntilAsync(Job, job => job.Last is not null);

        Assert.Same(_bench.Running?.Meter, seen);
    }

    [Fact]
    public async Task Cron_RunsWhenItIsDue_AndSaysWhenNext()
    {
        await _bench.StartAsync(JobBench.Cron(Job, "0 5 * * * ?"));
        Assert.Equal(At(12, 5), _bench.Registry.Find(JobBench.Plugin, Job)?.Next); // 13:05 in Berlin

        JobSnapshot job = await _bench.AdvanceUntilAsync(Job, Minute, job => job.Last is not null);

        Assert.Equal(At(12, 5), Assert.Single(_bench.Work.Due));
        Assert.Equal((JobOutcome.Succeeded, At(12, 5)), (job.Last?.Outcome, job.Last?.ScheduledAt));
        Assert.Null(job.Last?.StartedBy);
    }

    [Fact]
    public async Task Interval_BeginsOneIntervalAfterItIsFirstSeen()
    {
        await _bench.StartAsync(JobBench.Every(Job, TimeSpan.FromMinutes(10)));
        Assert.Equal(At(12, 10), _bench.Registry.Find(JobBench.Plugin, Job)?.Next);

        await _bench.AdvanceUntilAsync(Job, Minute, job => job.Last is not null);

        Assert.Equal(At(12, 10), _bench.Work.Due[0]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MissedRuns_WithRunOnce_AreMadeUpByOne(bool isHubRestarted)
    {
        await _bench.StartAsync(JobBench.Cron(Job, "0 5 * * * ?"));
        await StopForAsync(TimeSpan.FromHours(5), isHubRestarted);
        Assert.Empty(_bench.Work.Due);

        await _bench.StartAsync(JobBench.Cron(Job, "0 5 * * * ?"));

        JobSnapshot job = await _bench.UntilAsync(Job, job => job.Last?.Outcome == JobOutcome.Succeeded);
        Assert.Equal(At(12, 5), Assert.Single(_bench.Work.Due));
        Assert.Equal(At(17, 5), job.Next);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task MissedRuns_WithSkip_AreLeftOutAndNoted(bool isHubRestarted)
    {
        await _bench.StartAsync(JobBench.Every(Job, TimeSpan.FromMinutes(10), MisfirePolicy.Skip));
        await StopForAsync(TimeSpan.FromMinutes(35), isHubRestarted);

        await _bench.StartAsync(JobBench.Every(Job, TimeSpan.FromMinutes(10), MisfirePolicy.Skip));

        JobSnapshot? job = _bench.Registry.Find(JobBench.Plugin, Job);
        Assert.Equal((JobOutcome.Misfired, At(12, 10)), (job?.Last?.Outcome, job?.Last?.ScheduledAt));
        Assert.Equal(At(12, 40), job?.Next); // in its rhythm
        Assert.Empty(_bench.Work.Due);
    }

    [Fact]
    public async Task StopThatMissesNothing_ChangesNothing()
    {
        await _bench.StartAsync(JobBench.Every(Job, TimeSpan.FromMinutes(10)));
        await StopForAsync(TimeSpan.FromMinutes(4), isHubRestarted: false);
        Assert.Null(_bench.Registry.Find(JobBench.Plugin, Job)?.Next);
        Assert.False(_bench.Registry.Find(JobBench.Plugin, Job)?.IsActive);

        await _bench.StartAsync(JobBench.Every(Job, TimeSpan.FromMinutes(10)));

        Assert.Equal(At(12, 10), _bench.Registry.Find(JobBench.Plugin, Job)?.Next);
        await _bench.AdvanceUntilAsync(Job, Minute, job => job.Last is not null);
        Assert.Equal(At(12, 10), _bench.Work.Due[0]);
    }

    [Fact]
    public async Task Upgrade_DropsWhatIsGone_AndReschedulesWhatChanged()
    {
        await _bench.StartAsync(JobBench.Cron(Job, "0 5 * * * ?"), JobBench.Cron("weed", "0 6 * * * ?"));
        await _bench.StopAsync();

        await _bench.StartAsync(JobBench.Cron(Job, "0 20 * * * ?"));

        Assert.Equal(At(12, 20), Assert.Single(_bench.Registry.List()).Next);
        await _bench.AdvanceUntilAsync(Job, Minute, job => job.Last is not null);
        Assert.Equal([At(12, 20)], _bench.Work.Due);
    }

    [Fact]
    public async Task DueRunDuringARun_IsSkippedAndCounted()
    {
        _bench.Work.Do = (_, cancellationToken) => _release.Task.WaitAsync(cancellationToken);
        await _bench.StartAsync(JobBench.Every(Job, TimeSpan.FromMinutes(10)));

        await _bench.AdvanceUntilAsync(Job, Minute, job => job.Skipped >= 2);
        _release.SetResult();
        JobSnapshot job = await _bench.UntilAsync(Job, job => job.Running is null);

        Assert.Single(_bench.Work.Due);
        IReadOnlyList<JobRunSnapshot> runs = _bench.Registry.Runs(JobBench.Plugin, Job, before: null, limit: 10);
        Assert.Equal([JobOutcome.SkippedOverlap, JobOutcome.Succeeded], runs.Select(run => run.Outcome));
        Assert.Equal($"{job.Skipped} runs were due while the run before still went on", runs[0].Error);
    }

    [Fact]
    public async Task RunNow_DuringARun_IsBusy_AndNamesWhoWantedTheFirst()
    {
        _bench.Work.Do = (_, cancellationToken) => _release.Task.WaitAsync(cancellationToken);
        await _bench.StartAsync(JobBench.Cron(Job, "0 5 * * * ?"));

        Assert.Equal(JobStart.Started, _bench.Registry.Run(JobBench.Plugin, Job, "ann"));
        Assert.Equal(JobStart.Busy, _bench.Registry.Run(JobBench.Plugin, Job, "bob"));
        Assert.Equal(JobStart.Unknown, _bench.Registry.Run(JobBench.Plugin, "weed", "bob"));

        Assert.Equal("ann", _bench.Registry.Find(JobBench.Plugin, Job)?.Running?.StartedBy);
        Assert.Equal(0, _bench.Registry.Find(JobBench.Plugin, Job)?.Skipped);
        await _bench.StopAsync();
        Assert.Equal(JobStart.Inactive, _bench.Registry.Run(JobBench.Plugin, Job, "bob"));
    }

    [Fact]
    public async Task Cancel_EndsTheRun_AndSaysByWhom()
    {
        _bench.Work.Do = (_, cancellationToken) => _release.Task.WaitAsync(cancellationToken);
        await _bench.StartAsync(JobBench.Cron(Job, "0 5 * * * ?"));
        Assert.False(_bench.Registry.Cancel(JobBench.Plugin, Job, "bob"));
        _bench.Registry.Run(JobBench.Plugin, Job, "ann");

        Assert.True(_bench.Registry.Cancel(JobBench.Plugin, Job, "bob"));

        JobSnapshot job = await _bench.UntilAsync(Job, job => job.Last is not null);
        Assert.Equal((JobOutcome.Cancelled, "cancelled by bob"), (job.Last?.Outcome, job.Last?.Error));
        Assert.Empty(_bench.Running?.Troubles ?? []);
    }

    [Fact]
    public async Task Stop_CancelsARunAndWaitsForIt()
    {
        bool isEnded = false;
        _bench.Work.Do = async (_, cancellationToken) =>
        {
            await Task.WhenAny(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken));
            await Task.Yield();
            isEnded = true;
        };
        await _bench.StartAsync(JobBench.Cron(Job, "0 5 * * * ?"));
        _bench.Registry.Run(JobBench.Plugin, Job, "ann");

        await _bench.StopAsync();

        Assert.True(isEnded);
        JobRunSnapshot? last = _bench.Registry.Find(JobBench.Plugin, Job)?.Last;
        Assert.Equal((JobOutcome.Cancelled, "its plugin stopped"), (last?.Outcome, last?.Error));
    }

    [Fact]
    public async Task Failure_DegradesThePluginUntilTheNextSuccess()
    {
        _bench.Work.Do = (_, _) => throw new InvalidOperationException("The well\nis dry.");
        await _bench.StartAsync(JobBench.Cron(Job, "0 5 * * * ?"));
        _bench.Registry.Run(JobBench.Plugin, Job, "ann");
        JobSnapshot job = await _bench.UntilAsync(Job, job => job.Last is not null);
        Assert.Equal((JobOutcome.Failed, "InvalidOperationException: The well is dry."), (job.Last?.Outcome, job.Last?.Error));
        Assert.Equal(["its job 'water' failed: InvalidOperationException: The well is dry"], _bench.Running?.Troubles);

        _bench.Work.Do = (_, _) => Task.CompletedTask;
        _bench.Registry.Run(JobBench.Plugin, Job, "ann");

        await _bench.UntilAsync(Job, job => job.Last?.Outcome == JobOutcome.Succeeded);
        Assert.Empty(_bench.Running?.Troubles ?? []);
    }

    [Fact]
    public async Task Progress_IsClamped_AndKeptWithTheRun()
    {
        _bench.Work.Do = (run, _) =>
        {
            run.Report(0.5, "half");
            run.Report(7);
            return Task.CompletedTask;
        };
        await _bench.StartAsync(JobBench.Cron(Job, "0 5 * * * ?"));

        _bench.Registry.Run(JobBench.Plugin, Job, "ann");

        await _bench.UntilAsync(Job, job => job.Last is not null);
        JobRunSnapshot run = Assert.Single(_bench.Registry.Runs(JobBench.Plugin, Job, before: null, limit: 10));
        Assert.Equal((1, "half"), (run.Progress, run.Text));
    }

    [Fact]
    public async Task RunThatTheHubsEndInterrupted_IsFoundAtTheNextStart()
    {
        _bench.Work.Do = (_, cancellationToken) => _release.Task.WaitAsync(cancellationToken);
        await _bench.StartAsync(JobBench.Cron(Job, "0 5 * * * ?"));
        _bench.Registry.Run(JobBench.Plugin, Job, "ann");
        await _bench.UntilAsync(Job, job => job.Running?.Id > 0);

        await _bench.RestartAsync();

        JobSnapshot? job = _bench.Registry.Find(JobBench.Plugin, Job);
        Assert.Equal(JobOutcome.Interrupted, job?.Last?.Outcome);
        Assert.Null(job?.Running);
    }

    [Fact]
    public async Task Forget_DeletesTheJobsAndTheirRuns()
    {
        await _bench.StartAsync(JobBench.Cron(Job, "0 5 * * * ?"));
        _bench.Registry.Run(JobBench.Plugin, Job, "ann");
        await _bench.UntilAsync(Job, job => job.Last is not null);
        await _bench.StopAsync();

        await _bench.Registry.ForgetAsync(JobBench.Plugin, CancellationToken.None);

        Assert.Empty(_bench.Registry.List());
        Assert.Empty(_bench.Registry.Runs(JobBench.Plugin, Job, before: null, limit: 10));
        await _bench.RestartAsync();
        Assert.Empty(_bench.Registry.List());
    }

    private async Task StopForAsync(TimeSpan time, bool isHubRestarted)
    {
        await _bench.StopAsync();
        _bench.Time.Advance(time);
        if (isHubRestarted)
        {
            await _bench.RestartAsync();
        }
    }

    private static DateTimeOffset At(int hour, int minute) => new(2026, 1, 15, hour, minute, 0, TimeSpan.Zero);
}
