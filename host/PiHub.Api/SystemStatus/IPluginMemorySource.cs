namespace PiHub.Api.SystemStatus;

/// <summary>Where the memory of the plugins comes from.</summary>
internal interface IPluginMemorySource
{
    /// <summary>Those that run, the largest first.</summary>
    IReadOnlyList<PluginMemoryResponse> Read();
}
