using PiHub.Api.SystemStatus;

namespace PiHub.Api.Tests.SystemStatus;

/// <summary>A hub with one plugin that takes a little.</summary>
internal sealed class OnePlugin : IPluginMemorySource
{
    public IReadOnlyList<PluginMemoryResponse> Read() => [new("garden", "Garden", 1_000)];
}
