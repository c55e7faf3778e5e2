using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Lifecycle;

namespace PiHub.PluginHost.Listening;

/// <summary>Gets a plugin its port, at once or when it becomes free, and gives it back at the plugin's stop.</summary>
internal sealed class PortKeeper(
    string pluginId, int port, Func<CancellationToken, Task<PluginPort>> bind, NameClaims claims, TimeProvider time, ILogger logger)
    : IAsyncDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _ended = new();
    private Task _retries = Task.CompletedTask;
    private IAsyncDisposable? _claim;

    /// <summary>Opens the port; when it cannot be had, says why and goes on trying.</summary>
    /// <param name="report">Takes the reason; null when the port is open.</param>
    public async Task OpenAsync(Action<string?> report)
    {
        if (!await TryAsync(report, isFirst: true))
        {
            _retries = RetryAsync(report);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _retries;
        if (_claim is not null)
        {
            await _claim.DisposeAsync();
        }

        _ended.Dispose();
    }

    private async Task RetryAsync(Action<string?> report)
    {
        using var timer = new PeriodicTimer(RetryAfter, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token) && !await TryAsync(report, isFirst: false))
            {
                // Another turn.
            }
        }
        catch (OperationCanceledException)
        {
            // The plugin stops.
        }
    }

    private async Task<bool> TryAsync(Action<string?> report, bool isFirst)
    {
        try
        {
            var claim = new Slot();
            _claim = claims.Hold("port", $"{port}", pluginId, () => claim);
            try
            {
                claim.Port = await bind(_ended.Token);
            }
            catch
            {
                await _claim.DisposeAsync();
                _claim = null;
                throw;
            }

            report(null);
            Log.PortOpened(logger, pluginId, port);
            return true;
        }
        catch (Exception exception) when (exception is PortUnavailableException or InvalidOperationException)
        {
            report($"its port {port} is not open: {exception.Message}");
            if (isFirst)
            {
                Log.PortRefused(logger, pluginId, port, exception.Message);
            }

            return false;
        }
    }

    // What a claim on a port's number stands for, once it is bound.
    private sealed class Slot : IAsyncDisposable
    {
        public PluginPort? Port { get; set; }

        public ValueTask DisposeAsync() => Port?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
