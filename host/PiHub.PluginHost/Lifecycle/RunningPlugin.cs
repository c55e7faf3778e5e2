using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Loading;
using PiHub.PluginHost.Metering;
using PiHub.PluginHost.Pages;
using PiHub.Sdk.Pages;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>All that a started plugin holds, and the one way to let go of it.</summary>
/// <remarks>Nothing outside may keep a reference into the plugin longer than this object lives, or its context is never collected.</remarks>
internal sealed class RunningPlugin
{
    private readonly Lock _lock = new(); // guards changes of the four fields below against a start that outlives its deadline
    private readonly List<Func<ValueTask>> _releases = [];
    private readonly ConcurrentDictionary<string, string> _troubles = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<string> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isStopped;
    private volatile ServiceProvider? _services;
    private volatile RequestDelegate? _pipeline;
    private readonly string _id;
    private PluginLoadContext? _context;

    public RunningPlugin(string id, PluginLoadContext context) => (_id, _context) = (id, context);

    /// <summary>Raised after <see cref="Troubles"/> changed.</summary>
    public event Action? TroublesChanged;

    public RequestGate Gate { get; } = new();

    public PluginMeter Meter { get; init; } = new();

    /// <summary>What is wrong with it while it runs, a sentence each without a full stop; empty: all is well. Anything here makes it
    /// degraded.</summary>
    public IReadOnlyCollection<string> Troubles => [.. _troubles.Values];

    /// <summary>Completes with the reason when something of it failed in the background, so that it must be started anew.</summary>
    public Task<string> Failed => _failed.Task;

    public IReadOnlyList<string> Drivers { get; set; } = [];

    public IReadOnlyList<PluginPage> Pages { get; set; } = [];

    /// <summary>The files that it gives to browsers; null when it has none.</summary>
    public PluginAssets? Assets { get; set; }

    public IServiceProvider Services => _services ?? throw new ObjectDisposedException(_id);

    public RequestDelegate Pipeline => _pipeline ?? throw new ObjectDisposedException(_id);

    /// <summary>Says what is wrong with a part of it, or that it is well again.</summary>
    /// <param name="part">The part, e.g. <c>job hourly-rollup</c>.</param>
    /// <param name="trouble">A sentence for the owner, without a full stop; null: nothing is wrong any more.</param>
    public void Report(string part, string? trouble)
    {
        bool isChanged = trouble is null
            ? _troubles.TryRemove(part, out _)
            : !trouble.Equals(_troubles.GetValueOrDefault(part), StringComparison.Ordinal);
        if (trouble is not null)
        {
            _troubles[part] = trouble;
        }

        if (isChanged)
        {
            TroublesChanged?.Invoke();
        }
    }

    /// <summary>Something of it failed in the background: it is stopped, and started again with back-off.</summary>
    /// <param name="reason">A sentence for the owner, without a full stop.</param>
    public void Fail(string reason) => _failed.TrySetResult(reason);

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
