using Microsoft.Extensions.Logging;

namespace PiHub.PluginHost.Logs;

/// <summary>A logger of a plugin: writes to the hub's log, and keeps the line for the plugin's own.</summary>
internal sealed class PluginLogger(ILogger hub, LogStore store, string plugin, string category) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => hub.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => hub.IsEnabled(logLevel);

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (hub.IsEnabled(logLevel))
        {
            hub.Log(logLevel, eventId, state, exception, formatter);
            store.AddToPlugin(plugin, logLevel, category, formatter(state, exception), exception);
        }
    }
}
