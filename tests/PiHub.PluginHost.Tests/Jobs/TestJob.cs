using PiHub.Sdk.Jobs;

namespace PiHub.PluginHost.Tests.Jobs;

/// <summary>Does what the test says.</summary>
internal sealed class TestJob(JobWork work) : IPluginJob
{
    public async Task RunAsync(IJobRun run, CancellationToken cancellationToken)
    {
        lock (work.Due)
        {
            work.Due.Add(run.ScheduledTime);
        }

        await work.Do(run, cancellationToken);
    }
}
