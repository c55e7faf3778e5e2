using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Loading;
using PiHub.Sdk.Pages;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>All that a started plugin holds, and the one way to let go of it.</summary>
/// <remarks>Nothing outside may keep a reference into the plugin longer than this object lives, or its context is never collected.</remarks>
internal sealed class RunningPlugin
{
    private readonly Lock _lock = new(); // guards changes of the four fields below against a start that outlives its deadline
    private readonly List<Func<ValueTask>> _releases = [];
    private bool _isStopped;
    private volatile ServiceProvider? _services;
    private volatile RequestDelegate? _pipeline;
    private readonly string _id;
    private PluginLoadContext? _context;

    public RunningPlugin(string id, PluginLoadContext context) => (_id, _context) = (id, context);

    public RequestGate Gate { get; } = new();

    public IReadOnlyList<string> Drivers { get; set; } = [];

    public IReadOnlyList<PluginPage> Pages { get; set; } = [];

    public IServiceProvider Services => _services ?? throw new ObjectDisposedException(_id);

    public RequestDelegate Pipeline => _pipeline ?? throw new ObjectDisposedException(_id);

    /// <summary>Takes over the plugin's new container, which is disposed at stop.</summary>
    /// <exception cref="ObjectDisposedException">The plugin was stopped meanwhile; the container is disposed.</exception>
    public void Serve(ServiceProvider services)
    {
        lock (_lock)
        {
            if (_isStopped)
            {
                services.Dispose(); // it has made nothing yet that would need to be waited for
                throw new ObjectDisposedException(_id);
            }

            _services = services;
        }
    }

    /// <summary>Serves requests from now on.</summary>
    /// <exception cref="ObjectDisposedException">The plugin was stopped meanwhile.</exception>
    public void Serve(RequestDelegate pipeline)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isStopped, this);
            _pipeline = pipeline;
        }
    }

    /// <summary>Registers something that is disposed at stop, before the container.</summary>
    /// <exception cref="ObjectDisposedException">The plugin was stopped meanwhile; nothing was registered.</exception>
    public void Register(Func<IAsyncDisposable> register)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isStopped, this);
            _releases.Add(register().DisposeAsync);
        }
    }

    /// <summary>Stops intake, lets requests finish within the deadline, disposes the plugin's services and unloads its context.</summary>
    /// <remarks>Returns after twice the deadline at the latest; what hangs then is abandoned, and the container disposed nevertheless.</remarks>
    public async Task StopAsync(TimeSpan deadline, TimeProvider time, ILogger logger)
    {
        try
        {
            await Gate.CloseAsync().WaitAsync(deadline, time);
        }
        catch (TimeoutException)
        {
            Log.RequestsAbandoned(logger, _id, Gate.InFlight, (long)deadline.TotalMilliseconds);
        }

        try
        {
            await ReleaseAsync(deadline, time, logger).WaitAsync(deadline, time);
        }
        catch (TimeoutException)
        {
            Log.StopLate(logger, _id, (long)deadline.TotalMilliseconds);
        }

        Drivers = [];
        Pages = [];
        _context?.Unload();
        _context = null;
    }

    private async Task ReleaseAsync(TimeSpan deadline, TimeProvider time, ILogger logger)
    {
        Func<ValueTask>[] releases;
        ServiceProvider? services;
        lock (_lock)
        {
            _isStopped = true;
            releases = [.. _releases];
            _releases.Clear();
            (services, _services, _pipeline) = (_services, null, null);
        }

        try
        {
            // All at once, so that one that hangs does not use up the others' time.
            await Task.WhenAll(releases.Select(release => FenceAsync(release, logger))).WaitAsync(deadline, time);
        }
        catch (TimeoutException)
        {
            // What hangs still uses the container, and may fail for it: better than services that are never disposed.
        }

        if (services is not null)
        {
            await FenceAsync(services.DisposeAsync, logger);
        }
    }

    // On another thread: what is called may block.
    private Task FenceAsync(Func<ValueTask> release, ILogger logger) => Task.Run(async () =>
    {
        try
        {
            await release();
        }
#pragma warning disable CA1031 // Boundary to foreign code: whatever a plugin's disposal throws, the hub and the other disposals go on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.ReleaseFailed(logger, _id, exception);
        }
    });
}
