using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PiHub.Sdk.Settings;

namespace PiHub.Settings.Live;

/// <summary>The settings of an owner as its code sees them; of a plugin, of one start of it.</summary>
/// <remarks>Changes are queued one deep for the callbacks, and a newer one replaces one that still waits: only what counts now is news.
/// What was replaced is counted. Safe to use from any thread.</remarks>
internal sealed class LiveSettings<TSettings> : ISettings<TSettings>, ILiveSettings
    where TSettings : class
{
    private readonly Lock _lock = new(); // guards _listeners
    private readonly List<Listener> _listeners = [];
    private readonly Channel<TSettings> _changes;
    private readonly SettingsOwner _owner;
    private readonly ILogger _logger;
    private readonly Task _calling;
    private volatile TSettings _current;
    private volatile bool _isEnded;
    private long _replaced;

    public LiveSettings(SettingsOwner owner, TSettings current, ILogger logger)
    {
        (_owner, _current, _logger) = (owner, current, logger);
        _changes = Channel.CreateBounded<TSettings>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => Interlocked.Increment(ref _replaced));
        _calling = Task.Run(CallAsync);
    }

    public TSettings Current => _current;

    public long Replaced => Interlocked.Read(ref _replaced);

    public IDisposable OnChange(Action<TSettings> changed)
    {
        ArgumentNullException.ThrowIfNull(changed);
        var listener = new Listener(this, changed);
        lock (_lock)
        {
            _listeners.Add(listener);
        }

        return listener;
    }

    public void Publish(object settings)
    {
        _current = (TSettings)settings;
        _changes.Writer.TryWrite(_current);
    }

    public void Start(object settings) => _current = (TSettings)settings;

    public async ValueTask DisposeAsync()
    {
        _isEnded = true;
        _changes.Writer.TryComplete();
        lock (_lock)
        {
            _listeners.Clear();
        }

        await _calling;
    }

    private async Task CallAsync()
    {
        await foreach (TSettings settings in _changes.Reader.ReadAllAsync())
        {
            Listener[] listeners;
            lock (_lock)
            {
                listeners = [.. _listeners];
            }

            foreach (Listener listener in listeners.TakeWhile(_ => !_isEnded))
            {
                Call(listener, settings);
            }
        }
    }

    private void Call(Listener listener, TSettings settings)
    {
        try
        {
            listener.Changed(settings);
        }
#pragma warning disable CA1031 // Boundary to foreign code: a callback fails alone.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.CallbackFailed(_logger, _owner, exception);
        }
    }

    private void Remove(Listener listener)
    {
        lock (_lock)
        {
            _listeners.Remove(listener);
        }
    }

    private sealed class Listener(LiveSettings<TSettings> settings, Action<TSettings> changed) : IDisposable
    {
        public Action<TSettings> Changed { get; } = changed;

        public void Dispose() => settings.Remove(this);
    }
}
