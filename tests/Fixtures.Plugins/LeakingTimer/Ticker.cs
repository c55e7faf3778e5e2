using Microsoft.Extensions.Hosting;

namespace PiHub.Fixtures.LeakingTimer;

/// <summary>Leaves a timer running.</summary>
internal sealed class Ticker : IHostedService
{
    private Timer? _timer;
    private long _ticks;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = new Timer(_ => Interlocked.Increment(ref _ticks), state: null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _timer is null ? throw new InvalidOperationException("It was not started.") : Task.CompletedTask;
}
