using PiHub.Sdk.Jobs;

namespace PiHub.Fixtures.Jobber;

/// <summary>Ends only when it is cancelled.</summary>
internal sealed class SlowJob(TimeProvider time) : IPluginJob
{
    public async Task RunAsync(IJobRun run, CancellationToken cancellationToken)
    {
        run.Report(0.5, "waiting for the end");
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }
}
