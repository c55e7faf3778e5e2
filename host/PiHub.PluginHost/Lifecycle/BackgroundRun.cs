using Microsoft.Extensions.Hosting;
using PiHub.PluginHost.Metering;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>One background service of a running plugin, from its start to its stop.</summary>
internal sealed class BackgroundRun(IHostedService service, RunningPlugin plugin, TimeSpan stopDeadline, TimeProvider time) : IAsyncDisposable
{
    /// <summary>What a service that heeds its cancellation needs to end, before it is abandoned.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(1);

    private Task _watching = Task.CompletedTask;
    private readonly Lock _lock = new(); // guards the two fields below
    private bool _isStarted;
    private bool _isStopped;

    /// <summary>Starts it; what it throws fails the plugin's start.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using PluginWork work = plugin.Meter.Enter(PluginWorkKind.Own);
        await service.StartAsync(cancellationToken);
        lock (_lock)
        {
            _isStarted = !_isStopped;
        }

        if (!_isStarted)
        {
            await StopAsync(); // its start outlived the deadline, and its stop came before
            throw new OperationCanceledException($"{service.GetType().Name} was stopped before it had started.");
        }

        if (service is BackgroundService { ExecuteTask: { } execution })
        {
            _watching = WatchAsync(execution);
        }
    }

    /// <summary>Stops it; its token is cancelled a second before the plugin's deadline for stopping.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _isStopped = true;
            if (!_isStarted)
            {
                return;
            }
        }

        await StopAsync();
    }

    private async Task StopAsync()
    {
        using var deadline = new CancellationTokenSource(stopDeadline - Reserve, time);
        using PluginWork work = plugin.Meter.Enter(PluginWorkKind.Own);
        await service.StopAsync(deadline.Token);
        await _watching.WaitAsync(deadline.Token);
    }

    private async Task WatchAsync(Task execution)
    {
        try
        {
            await execution;
        }
        catch (OperationCanceledException)
        {
            // Its end at the plugin's stop.
        }
#pragma warning disable CA1031 // Boundary to foreign code: the failure of a plugin's background service restarts that plugin.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            plugin.Fail($"its background service {service.GetType().Name} failed: {exception.Message.Trim().TrimEnd('.')}");
        }
    }
}
