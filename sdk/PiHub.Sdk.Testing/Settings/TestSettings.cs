using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging;
using PiHub.Sdk.Settings;

namespace PiHub.Sdk.Testing.Settings;

/// <summary>The settings, changed by the test as by the owner.</summary>
internal sealed class TestSettings<TSettings> : ISettings<TSettings>
    where TSettings : class
{
    private readonly Lock _lock = new(); // guards the fields below
    private readonly List<Listener> _listeners = [];
    private readonly TestLog _log;
    private TSettings _current;

    public TestSettings(TSettings current, TestLog log)
    {
        Check(current);
        (_current, _log) = (current, log);
    }

    public TSettings Current
    {
        get
        {
            lock (_lock)
            {
                return _current;
            }
        }
    }

    public IDisposable OnChange(Action<TSettings> changed)
    {
        lock (_lock)
        {
            var listener = new Listener(this, changed);
            _listeners.Add(listener);
            return listener;
        }
    }

    public void Change(TSettings settings)
    {
        Check(settings);
        Listener[] listeners;
        lock (_lock)
        {
            _current = settings;
            listeners = [.. _listeners];
        }

        foreach (Listener listener in listeners)
        {
            try
            {
                listener.Changed(settings);
            }
#pragma warning disable CA1031 // Boundary to foreign code: a listener fails alone, as in the hub.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _log.Add(LogLevel.Error, "hub", "The plugin failed when it was told that its settings have changed.", exception);
            }
        }
    }

    private static void Check(TSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Validator.ValidateObject(settings, new ValidationContext(settings), validateAllProperties: true);
    }

    private sealed class Listener(TestSettings<TSettings> settings, Action<TSettings> changed) : IDisposable
    {
        public Action<TSettings> Changed => changed;

        public void Dispose()
        {
            lock (settings._lock)
            {
                settings._listeners.Remove(this);
            }
        }
    }
}
