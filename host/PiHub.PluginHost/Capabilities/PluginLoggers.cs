using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Logs;

namespace PiHub.PluginHost.Capabilities;

/// <summary>The hub's log as one plugin sees it: every category begins with the plugin's id.</summary>
internal sealed class PluginLoggers(ILoggerFactory loggers, LogStore store, string pluginId) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) =>
        new PluginLogger(loggers.CreateLogger($"{pluginId}: {categoryName}"), store, pluginId, categoryName);

    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("A plugin writes to the hub's log; it cannot add another.");

    public void Dispose()
    {
        // The log is the hub's.
    }
}
