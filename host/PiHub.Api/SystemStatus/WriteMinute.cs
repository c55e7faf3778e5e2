namespace PiHub.Api.SystemStatus;

/// <summary>What was written between two looks, which are about a minute apart.</summary>
/// <param name="Until">When the second look was.</param>
/// <param name="ProcessBytes">Bytes of the whole process.</param>
/// <param name="RecorderBytes">The recorder's bytes.</param>
/// <param name="Syncs">Syncs.</param>
internal sealed record WriteMinute(DateTimeOffset Until, long? ProcessBytes, long? RecorderBytes, long? Syncs);
