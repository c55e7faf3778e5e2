using PiHub.PluginHost.Loading;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>One start of one version: its steps, which share one deadline, and what they made so far.</summary>
internal sealed class PluginLaunch
{
    private readonly PluginStarter _starter;
    private readonly TimeProvider _time;
    private readonly string _dataFolder;
    private PluginLoadContext? _context;
    private PluginStart? _start;
    private TimeSpan _left;

    public PluginLaunch(PluginSlot slot, PluginFolder version, PluginStarter starter, PluginHostOptions options, TimeProvider time)
    {
        (_starter, _time, _left, Version) = (starter, time, options.StartDeadline, version);
        _dataFolder = Path.Combine(options.DataFolder, slot.Id);
        _context = slot.CreateContext(version, version.Manifest?.Entry ?? "");
        Plugin = new RunningPlugin(slot.Id, _context) { Meter = slot.Meter };
    }

    public PluginFolder Version { get; }

    public RunningPlugin Plugin { get; }

    /// <summary>Whether a step did not end in time: its code may still run.</summary>
    public bool IsLate { get; private set; }

    /// <summary>Loads the code. Another version of the plugin may run meanwhile.</summary>
    /// <exception cref="TimeoutException">The deadline is over.</exception>
    public Task LoadAsync() => WithinAsync(_ =>
    {
        PluginLoadContext context = _context ?? throw new InvalidOperationException("It was loaded before.");
        _context = null;
        _start = _starter.Load(Plugin, context, Version, _dataFolder);
        return Task.CompletedTask;
    });

    /// <summary>Creates the plugin's classes. No other version may run.</summary>
    /// <exception cref="TimeoutException">The deadline is over.</exception>
    public Task OpenAsync() => WithinAsync(cancellationToken => _starter.OpenAsync(Loaded(), cancellationToken));

    /// <summary>Connects the plugin to the hub.</summary>
    /// <exception cref="TimeoutException">The deadline is over.</exception>
    public async Task ConnectAsync()
    {
        await WithinAsync(cancellationToken => _starter.ConnectAsync(Loaded(), cancellationToken));
        _start = null;
        Plugin.StartedAt = _time.GetUtcNow();
    }

    private PluginStart Loaded() => _start ?? throw new InvalidOperationException("It is not loaded.");

    // On another thread: what is called may block. What hangs is left behind.
    private async Task WithinAsync(Func<CancellationToken, Task> step)
    {
        long began = _time.GetTimestamp();
        using var late = new CancellationTokenSource(_left > TimeSpan.Zero ? _left : TimeSpan.Zero, _time);
        try
        {
            await Task.Run(() => step(late.Token)).WaitAsync(late.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            IsLate = true;
            throw new TimeoutException();
        }
        finally
        {
            _left -= _time.GetElapsedTime(began);
        }
    }
}
