using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.PluginHost.Capabilities;
using PiHub.PluginHost.Jobs;
using PiHub.PluginHost.Lifecycle;
using PiHub.PluginHost.Loading;
using PiHub.Sdk.Jobs;

namespace PiHub.PluginHost.Tests.Jobs;

/// <summary>The jobs of a hub under a clock that the test moves, without plugins: the test's own job stands in for theirs.</summary>
internal sealed class JobBench : IAsyncDisposable
{
    public const string Plugin = "garden";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-").FullName;

    public JobBench() => Registry = Open();

    public JobClock Time { get; } = new();

    public JobWork Work { get; } = new();

    public JobRegistry Registry { get; private set; }

    public RunningPlugin? Running { get; private set; }

    public static JobDeclaration Cron(string id, string cron, MisfirePolicy misfire = MisfirePolicy.RunOnce) =>
        new(id, typeof(TestJob), cron, Interval: null, misfire);

    public static JobDeclaration Every(string id, TimeSpan interval, MisfirePolicy misfire = MisfirePolicy.RunOnce) =>
        new(id, typeof(TestJob), Cron: null, interval, misfire);

    /// <summary>Starts a version of the plugin that declares these jobs.</summary>
    public async Task StartAsync(params JobDeclaration[] declared)
    {
        Running = new RunningPlugin(Plugin, new PluginLoadContext(typeof(JobBench).Assembly.Location));
        Running.Serve(new ServiceCollection().AddSingleton(Work).AddSingleton<TimeProvider>(Time).BuildServiceProvider());
        var jobs = new PluginJobs(Plugin, Running, declared, Registry);
        Running.Register(() => jobs);
        await Registry.ActivateAsync(jobs, CancellationToken.None);
    }

    /// <summary>Stops the plugin.</summary>
    public Task StopAsync() => Running?.StopAsync(Patience, TimeProvider.System, NullLogger.Instance) ?? Task.CompletedTask;

    /// <summary>Starts the hub anew, without a plugin; what ran before was not told.</summary>
    public async Task RestartAsync()
    {
        await Registry.DisposeAsync();
        Registry = Open();
    }

    /// <summary>Moves the clock on in steps until something is as wanted; the scheduler sets its timers in between.</summary>
    public async Task<JobSnapshot> AdvanceUntilAsync(string job, TimeSpan step, Func<JobSnapshot, bool> isWanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (true)
        {
            if (Registry.Find(Plugin, job) is { } found && isWanted(found))
            {
                return found;
            }

            Time.Advance(step);
            await pause.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Waits until a job is as wanted.</summary>
    public Task<JobSnapshot> UntilAsync(string job, Func<JobSnapshot, bool> isWanted) => AdvanceUntilAsync(job, TimeSpan.Zero, isWanted);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await Registry.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private JobRegistry Open()
    {
        var history = new JobHistory(Path.Combine(_folder, "jobs.db"), Time, NullLogger.Instance);
        var scheduler = new JobScheduler(history.Path, Time, NullLoggerFactory.Instance);
        return new JobRegistry(history, scheduler, TimeSpan.FromSeconds(20), Time, NullLogger<JobRegistry>.Instance);
    }
}
