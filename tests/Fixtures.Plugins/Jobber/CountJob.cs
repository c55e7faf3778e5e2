using Microsoft.Extensions.Logging;
using PiHub.Sdk.Jobs;

namespace PiHub.Fixtures.Jobber;

/// <summary>Counts its runs.</summary>
internal sealed partial class CountJob(Counter counter, ILogger<CountJob> logger) : IPluginJob, IAsyncDisposable
{
    public Task RunAsync(IJobRun run, CancellationToken cancellationToken)
    {
        counter.Run();
        Counted(logger, counter.Runs, run.ScheduledTime);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        counter.JobDisposed();
        return ValueTask.CompletedTask;
    }

    [LoggerMessage(1, LogLevel.Information, "Run {Runs} was due at {ScheduledTime:O}")]
    private static partial void Counted(ILogger logger, int runs, DateTimeOffset scheduledTime);
}
