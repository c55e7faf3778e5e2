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
    private readonly Lock _lock = new(); // guards the two fields below
    private Action<string?>? _report;
    private string? _trouble;
    private Task _retries = Task.CompletedTask;
    private IAsyncDisposable? _claim;

    public int Port => port;

    /// <summary>Says from now on why the port is not open.</summary>
    /// <param name="report">Takes the reason; null when the port is open. Null: nobody.</param>
    public void Follow(Action<string?>? report)
    {
        lock (_lock)
        {
            _report = report;
            _report?.Invoke(_trouble);
        }
    }

    /// <summary>Opens the port; when it cannot be had, says why and goes on trying.</summary>
    public async Task OpenAsync()
    {
        if (!await TryAsync(isFirst: true))
        {
            _retries = RetryAsync();
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

    private async Task RetryAsync()
    {
        using var timer = new PeriodicTimer(RetryAfter, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token) && !await TryAsync(isFirst: false))
            {
                // Another turn.
            }
        }
        catch (OperationCanceledException)
        {
            // The plugin stops.
        }
    }

    private async Task<bool> TryAsync(bool isFirst)
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

            Tell(null);
            Log.PortOpened(logger, pluginId, port);
            return true;
        }
        catch (Exception exception) when (exception is PortUnavailableException or InvalidOperationException)
        {
            Tell($"its port {port} is not open: {exception.Message}");
            if (isFirst)
            {
                Log.PortRefused(logger, pluginId, port, exception.Message);
            }

            return false;
        }
    }

    private void Tell(string? trouble)
    {
        lock (_lock)
        {
            _trouble = trouble;
            _report?.Invoke(trouble);
        }
    }

    // What a claim on a port's number stands for, once it is bound.
    private sealed class Slot : IAsyncDisposable
    {
        public PluginPort? Port { get; set; }

        public ValueTask DisposeAsync() => Port?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
