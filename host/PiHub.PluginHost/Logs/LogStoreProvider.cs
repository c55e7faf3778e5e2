using Microsoft.Extensions.Logging;

namespace PiHub.PluginHost.Logs;

/// <summary>Keeps what is logged. What the hub says about a plugin belongs to the plugin's log too.</summary>
internal sealed class LogStoreProvider(LogStore store) : ILoggerProvider
{
    private const string OwnPrefix = "PiHub.";
    private const string PluginPlaceholder = "Plugin";

    public ILogger CreateLogger(string categoryName) => new StoreLogger(store, categoryName);

    public void Dispose()
    {
        // The store is not this provider's.
    }

    private sealed class StoreLogger(LogStore store, string category) : ILogger
    {
        // Only the hub's own classes may name a plugin: the category of a plugin's line begins with its id, which has no capitals.
        private readonly bool _isOwn = category.StartsWith(OwnPrefix, StringComparison.Ordinal);

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            string message = formatter(state, exception);
            store.AddToHub(logLevel, category, message, exception);
            if (_isOwn && PluginOf(state) is { } plugin)
            {
                store.AddToPlugin(plugin, logLevel, category, message, exception);
            }
        }

        private static string? PluginOf<TState>(TState state) => state is IReadOnlyList<KeyValuePair<string, object?>> values
            ? values.FirstOrDefault(value => value.Key == PluginPlaceholder).Value as string
            : null;
    }
}
