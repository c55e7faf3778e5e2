using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace PiHub.Host.Composition;

/// <summary>Tells systemd that the hub is ready, alive and stopping: sd_notify(3). Does nothing outside a systemd service.</summary>
internal sealed class SystemdNotifier(TimeProvider time, HubRestart restart, ILogger<SystemdNotifier> logger) : IHostedLifecycleService, IAsyncDisposable
{
    private readonly string? _socketPath = Environment.GetEnvironmentVariable("NOTIFY_SOCKET");
    private readonly CancellationTokenSource _stopping = new();
    private Task _watchdog = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        Send("READY=1");

        // sd_watchdog_enabled(3): notify at half the interval.
        if (long.TryParse(
            Environment.GetEnvironmentVariable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out long microseconds))
        {
            _watchdog = KeepAliveAsync(TimeSpan.FromMicroseconds(microseconds / 2.0));
        }

        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        // One that restarts in the same process stays what it is to systemd; its next READY says that it is back.
        if (!restart.IsRequested)
        {
            Send("STOPPING=1");
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _watchdog;
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _stopping.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task KeepAliveAsync(TimeSpan interval)
    {
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
            {
                Send("WATCHDOG=1");
            }
        }
        catch (OperationCanceledException)
        {
            // The hub stops.
        }
    }

    private void Send(string state)
    {
        if (string.IsNullOrEmpty(_socketPath))
        {
            return;
        }

        // A leading @ names an abstract socket, which begins with a null character.
        string path = _socketPath[0] == '@' ? '\0' + _socketPath[1..] : _socketPath;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            socket.SendTo(Encoding.UTF8.GetBytes(state), new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException exception)
        {
            // The next one may get through; a hub that works must not end for this.
            Log.NotNotified(logger, state, exception);
        }
    }
}
