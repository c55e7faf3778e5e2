namespace PiHub.Api.SystemStatus;

/// <summary>The hub's process.</summary>
/// <param name="MemoryBytes">Memory that it has in RAM, shared pages included.</param>
/// <param name="ManagedMemoryBytes">The part of it that its objects take.</param>
/// <param name="CpuLoad">How much of all processors it takes, 0 to 1, over the last minute or so; null right after the start.</param>
internal sealed record ProcessResponse(long MemoryBytes, long ManagedMemoryBytes, double? CpuLoad);
