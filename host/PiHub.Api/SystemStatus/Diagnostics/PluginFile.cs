using PiHub.Api.Plugins;
using PiHub.PluginHost;

namespace PiHub.Api.SystemStatus.Diagnostics;

/// <summary>The plugins and their states.</summary>
internal sealed class PluginFile(PluginRegistry plugins, PluginViews views) : IDiagnosticFile
{
    public string Name => "plugins.json";

    public IEnumerable<string> Read() => [DiagnosticJson.Write([.. plugins.List().Select(views.Of)], ApiJson.Default.PluginResponseArray)];
}
