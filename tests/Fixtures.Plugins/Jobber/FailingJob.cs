using PiHub.Sdk.Jobs;

namespace PiHub.Fixtures.Jobber;

/// <summary>Fails.</summary>
internal sealed class FailingJob : IPluginJob
{
    public Task RunAsync(IJobRun run, CancellationToken cancellationToken) => throw new TroubleException("The well is dry.");

    private sealed class TroubleException(string message) : Exception(message);
}
