using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PiHub.PluginHost.Lifecycle;
using PiHub.PluginHost.Loading;
using PiHub.PluginHost.Permissions;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Metering;

/// <summary>Looks after the running plugins: what they take, what fails of them behind everybody's back, and what does not unload.</summary>
internal sealed class PluginWatch : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan UnloadGrace = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PluginHealth _health;
    private readonly FailureWatch _failures;
    private readonly Lock _looking = new(); // guards _health
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _loop;
    private ImmutableList<WatchedPlugin> _watched = []; // stopped ones stay until their code is gone

    public PluginWatch(IOptions<PluginHostOptions> options, LentServices lent, ILogger<PluginWatch> logger)
    {
        (_time, _logger) = (lent.Time, logger);
        _health = new PluginHealth(options.Value);
        _failures = new FailureWatch(FindOwner, _time, logger);

        Unloads = new UnloadWatch(UnloadGrace, logger);
        WorkerThreads.Reserve();
        using (PluginFlow.Enter(meter: null)) // whoever needed the first plugin
        {
            _loop = RunAsync();
        }
    }

    /// <summary>Watches what has stopped.</summary>
    public UnloadWatch Unloads { get; }

    /// <summary>Watches a plugin from the beginning of its start to its stop, and its code to its end.</summary>
    public PermissionGuard Begin(RunningPlugin plugin, PluginLoadContext context, string folder, PluginManifest manifest)
    {
        var watched = new WatchedPlugin(manifest.Id, plugin, context);
        context.Loaded = watched.CountCode;
        plugin.Register(() =>
        {
            ImmutableInterlocked.Update(ref _watched, static (all, one) => all.Add(one), watched);
            return new End(this, watched);
        });
        FindStrayFiles(plugin.Meter, folder, manifest.Id);
        return new PermissionGuard(manifest, plugin, _time, _logger);
    }

    /// <summary>Looks at everything once.</summary>
    public void Look(DateTimeOffset now)
    {
        lock (_looking)
        {
            Unloads.Look(now);
            ImmutableInterlocked.Update(
                ref _watched, static all => all.RemoveAll(one => one.Running is null && !one.Context.IsAlive));
            _health.Look([.. _watched.Select(watched => watched.Running).OfType<RunningPlugin>()], now);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _loop;
        _failures.Dispose();
        _ended.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Period, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_ended.Token))
            {
                Look(_time.GetUtcNow());
            }
        }
        catch (OperationCanceledException)
        {
            // The hub stops.
        }
    }

    private WatchedPlugin? FindOwner(Exception exception)
    {
        HashSet<System.Runtime.Loader.AssemblyLoadContext> origins = ExceptionOrigin.Of(exception);
        return _watched.Find(watched => origins.Any(watched.Owns));
    }

    private void FindStrayFiles(PluginMeter meter, string folder, string id)
    {
        meter.StrayFiles =
        [
            .. Directory.EnumerateFiles(folder, "*.dll")
                .Select(file => Path.GetFileName(file))
                .Where(file => SharedAssemblies.Contains(new AssemblyName { Name = Path.GetFileNameWithoutExtension(file) }))
                .Order(StringComparer.Ordinal),
        ];
        if (meter.StrayFiles.Count > 0)
        {
            Log.StrayFiles(_logger, id, string.Join(", ", meter.StrayFiles));
        }
    }

    private void Stopped(WatchedPlugin watched)
    {
        watched.End();
        if (!_watched.Exists(other => other.Running is not null && other.Meter == watched.Meter))
        {
            watched.Meter.Memory.HeapBytes = 0;
        }
    }

    private sealed class End(PluginWatch watch, WatchedPlugin watched) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            watch.Stopped(watched);
            return ValueTask.CompletedTask;
        }
    }
}
