using PiHub.PluginHost;

namespace PiHub.Api.SystemStatus;

/// <summary>Asks the plugin host's meter.</summary>
internal sealed class PluginMemory(PluginRegistry plugins) : IPluginMemorySource
{
    public IReadOnlyList<PluginMemoryResponse> Read() =>
    [
        .. plugins.List()
            .Where(plugin => plugin.StartedAt is not null)
            .OrderByDescending(plugin => plugin.Usage.MemoryBytes)
            .Select(plugin => new PluginMemoryResponse(plugin.Id, plugin.Manifest?.Name ?? plugin.Id, plugin.Usage.MemoryBytes)),
    ];
}
