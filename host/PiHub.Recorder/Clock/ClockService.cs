using Microsoft.Extensions.Hosting;

namespace PiHub.Recorder.Clock;

/// <summary>Has the clock's jump recorded; stops before the store does.</summary>
internal sealed class ClockService(ClockWatch watch, ReadingStore store) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        watch.ReportTo(store.AppendClockAsync);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => watch.DisposeAsync().AsTask();
}
