namespace PiHub.Api.SystemStatus;

/// <summary>What a plugin takes.</summary>
/// <param name="Id">The plugin's id.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="MemoryBytes">Its estimated memory.</param>
internal sealed record PluginMemoryResponse(string Id, string Name, long MemoryBytes);
