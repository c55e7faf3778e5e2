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
    private readonly Lock _lock = new(); // guards the two fields below against a start that outlives its deadline
    private readonly List<Func<ValueTask>> _releases = [];
    private bool _isStopped;
    private readonly string _id;
    private PluginLoadContext? _context;
    private ServiceProvider? _services;
    private RequestDelegate? _pipeline;

    public RunningPlugin(string id, PluginLoadContext context) => (_id, _context) = (id, context);

    public RequestGate Gate { get; } = new();

    public IReadOnlyList<string> Drivers { get; set; } = [];

    public IReadOnlyList<PluginPage> Pages { get; set; } = [];

    public IServiceProvider Services => _services ?? throw new ObjectDisposedException(_id);

    public RequestDelegate Pipeline => _pipeline ?? throw new ObjectDisposedException(_id);

    public void Serve(ServiceProvider services) => _services = services;

    public void Serve(RequestDelegate pipeline) => _pipeline = pipeline;

    /// <summary>Registers something that is disposed at stop, last one first.</summary>
    /// <exception cref="ObjectDisposedException">The plugin was stopped meanwhile; nothing was registered.</exception>
    public void Register(Func<IAsyncDisposable> register)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isStopped, this);
            _releases.Add(register().DisposeAsync);
        }
    }

    /// <inheritdoc cref="Register(Func{IAsyncDisposable})"/>
    public void Register(Func<IDisposable> register)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isStopped, this);
            IDisposable registration = register();
            _releases.Add(() =>
            {
                registration.Dispose();
                return ValueTask.CompletedTask;
            });
        }
    }

    /// <summary>Stops intake, lets requests finish within the deadline, disposes the plugin's services and unloads its context.</summary>
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
            await ReleaseAsync().WaitAsync(deadline, time);
        }
#pragma warning disable CA1031 // Boundary to foreign code: whatever a plugin's disposal throws, the hub goes on.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.StopFailed(logger, _id, exception);
        }

        _services = null;
        _pipeline = null;
        Drivers = [];
        Pages = [];
        _context?.Unload();
        _context = null;
    }

    private async Task ReleaseAsync()
    {
        Func<ValueTask>[] releases;
        lock (_lock)
        {
            _isStopped = true;
            releases = [.. _releases.AsEnumerable().Reverse()];
            _releases.Clear();
        }

        foreach (Func<ValueTask> release in releases)
        {
            await release();
        }

        if (_services is not null)
        {
            // On another thread: the disposal of a plugin's service may block.
            await Task.Run(async () => await _services.DisposeAsync());
        }
    }
}
