using Microsoft.Extensions.Logging;

namespace PiHub.Logs;

/// <summary>Keeps what is logged. What the hub says about a plugin belongs to the plugin's log too.</summary>
/// <remarks>A line with the value <c>OneTimeCode</c> is for the console alone: who reads this log over the network must not come in by it.
/// </remarks>
internal sealed class LogStoreProvider(LogStore store) : ILoggerProvider
{
    private const string OwnPrefix = "PiHub.";
    private const string PluginPlaceholder = "Plugin";
    private const string UnkeptPlaceholder = "OneTimeCode";

    public ILogger CreateLogger(string categoryName) => new StoreLogger(store, categoryName);

    public void Dispose()
    {
        // The store is not this provider's.
    }

    private sealed class StoreLogger : ILogger
    {
        private readonly LogStore _store;
        private readonly string _category;
        private readonly string? _plugin;

        // Only the hub's own classes may name a plugin in their values.
        private readonly bool _isOwn;

        public StoreLogger(LogStore store, string category)
        {
            (string? plugin, string own) = LogCategory.Split(category);
            (_store, _plugin, _category) = (store, plugin, own);
            _isOwn = plugin is null && category.StartsWith(OwnPrefix, StringComparison.Ordinal);
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            IReadOnlyList<KeyValuePair<string, object?>> values = _isOwn && state is IReadOnlyList<KeyValuePair<string, object?>> own ? own : [];
            if (values.Any(value => value.Key == UnkeptPlaceholder))
            {
                return;
            }

            string? named = values.FirstOrDefault(value => value.Key == PluginPlaceholder).Value as string;
            _store.Add(logLevel, _category, formatter(state, exception), exception, _plugin ?? named);
        }
    }
}
