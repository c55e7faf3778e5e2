using PiHub.Sdk.Jobs;

namespace PiHub.Fixtures.Jobber;

/// <summary>Reports progress for ten seconds.</summary>
internal sealed class ReportJob(TimeProvider time) : IPluginJob
{
    private const int Steps = 100;

    public async Task RunAsync(IJobRun run, CancellationToken cancellationToken)
    {
        for (int step = 1; step <= Steps; step++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
            run.Report((double)step / Steps, $"step {step} of {Steps}");
        }
    }
}
