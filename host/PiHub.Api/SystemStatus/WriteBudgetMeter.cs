using Microsoft.Extensions.Hosting;

namespace PiHub.Api.SystemStatus;

/// <summary>Looks at the counters once a minute, for the write budget and the processors' load.</summary>
internal sealed class WriteBudgetMeter(WriteBudget budget, CpuWindow cpu, MachineFiles files, IStorageSource storage, TimeProvider time)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>What was written up to this moment.</summary>
    public WriteBudgetResponse Report() => budget.Report(Look());

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                budget.Add(Look());
                cpu.Add();
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The hub stops.
        }
    }

    private WriteMark Look() =>
        storage.Count(new WriteMark(time.GetTimestamp(), time.GetUtcNow()) { ProcessBytes = files.ProcessWriteBytes() });
}
