using Microsoft.Extensions.Logging;
using PiHub.Logs;

namespace PiHub.PluginHost.Capabilities;

/// <summary>The hub's log as one plugin sees it: every category begins with the plugin's id.</summary>
internal sealed class PluginLoggers(ILoggerFactory loggers, string pluginId) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => loggers.CreateLogger(LogCategory.Of(pluginId, categoryName));

    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("A plugin writes to the hub's log; it cannot add another.");

    public void Dispose()
    {
        // The log is the hub's.
    }
}
