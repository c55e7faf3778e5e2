using PiHub.Sdk.Jobs;

namespace PiHub.PluginHost.Tests.Jobs;

/// <summary>What the jobs of a test do, and the runs that they began.</summary>
internal sealed class JobWork
{
    public List<DateTimeOffset> Due { get; } = [];

    public Func<IJobRun, CancellationToken, Task> Do { get; set; } = (_, _) => Task.CompletedTask;
}
