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
    /// <summary>What a container, or a database, may take to be disposed when the time is over already.</summary>
    private static readonly TimeSpan ContainerPatience = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new(); // guards changes of the fields below against a start that outlives its deadline
    private readonly List<Func<ValueTask>> _releases = [];
    private readonly List<Func<ValueTask>> _lastReleases = [];
    private readonly ConcurrentDictionary<string, string> _troubles = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource<string> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _isStopped;
    private volatile ServiceProvider? _services;
    private volatile RequestDelegate? _pipeline;
    private readonly string _id;
    private PluginLoadContext? _context;

    public RunningPlugin(string id, PluginLoadContext context)
    {
        (_id, _context) = (id, context);
        Context = new WeakReference(context, trackResurrection: true);
    }

    /// <summary>Raised after <see cref="Troubles"/> changed, and after <see cref="Failed"/> completed.</summary>
    public event Action? TroublesChanged;

    public RequestGate Gate { get; } = new();

    public PluginMeter Meter { get; init; } = new();

    /// <summary>Its load context, which dies when nothing of the plugin is left.</summary>
    public WeakReference Context { get; }

    /// <summary>When it was connected to the hub; null before.</summary>
    public DateTimeOffset? StartedAt { get; set; }

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
    public void Fail(string reason)
    {
        if (_failed.TrySetResult(reason))
        {
            TroublesChanged?.Invoke();
        }
    }

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

    /// <summary>Registers something that is disposed after the container, because what is in the container uses it to its end.</summary>
    /// <exception cref="ObjectDisposedException">The plugin was stopped meanwhile; nothing was registered.</exception>
    public void RegisterLast(Func<IAsyncDisposable> register)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isStopped, this);
            _lastReleases.Add(register().DisposeAsync);
        }
    }

    /// <summary>Stops intake, lets requests finish within the deadline, disposes the plugin's services and unloads its context.</summary>
    /// <remarks>Returns after twice the deadline and two short rests at the latest. What hangs by then is abandoned, and what comes after
    /// it is disposed nevertheless: the container, and at the very end the database, which another version may need.</remarks>
    /// <returns>Whether all of it has ended; false: code of it still runs.</returns>
    public async Task<bool> StopAsync(TimeSpan deadline, TimeProvider time, ILogger logger)
    {
        bool isDrained = await EndsWithinAsync(Gate.CloseAsync(), deadline, time);
        if (!isDrained)
        {
            Log.RequestsAbandoned(logger, _id, Gate.InFlight, (long)deadline.TotalMilliseconds);
        }

        bool isReleased = await ReleaseAsync(deadline, time, logger);
        if (!isReleased)
        {
            Log.StopLate(logger, _id, (long)deadline.TotalMilliseconds);
        }

        Drivers = [];
        Pages = [];
        _context?.Unload();
        _context = null;
        return isDrained && isReleased;
    }

    // Whether all releases ended in time.
    private async Task<bool> ReleaseAsync(TimeSpan deadline, TimeProvider time, ILogger logger)
    {
        Func<ValueTask>[] releases;
        Func<ValueTask>[] lastReleases;
        ServiceProvider? services;
        lock (_lock)
        {
            _isStopped = true;
            releases = [.. _releases];
            lastReleases = [.. _lastReleases];
            _releases.Clear();
            _lastReleases.Clear();
            (services, _services, _pipeline) = (_services, null, null);
        }

        // All at once, so that one that hangs does not use up the others' time. What hangs still uses the container, and may fail for it:
        // better than services that are never disposed.
        long began = time.GetTimestamp();
        bool haveEnded = await EndsWithinAsync(Task.WhenAll(releases.Select(release => FenceAsync(release, logger))), deadline, time);
        TimeSpan rest = deadline < ContainerPatience ? deadline : ContainerPatience;
        if (services is not null)
        {
            TimeSpan left = deadline - time.GetElapsedTime(began);
            haveEnded &= await EndsWithinAsync(FenceAsync(services.DisposeAsync, logger), left > rest ? left : rest, time);
        }

        return await EndsWithinAsync(Task.WhenAll(lastReleases.Select(release => FenceAsync(release, logger))), rest, time) && haveEnded;
    }

    private static async Task<bool> EndsWithinAsync(Task task, TimeSpan deadline, TimeProvider time)
    {
        try
        {
            await task.WaitAsync(deadline, time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
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
