namespace PiHub.Api.SystemStatus;

/// <summary>The disk that the store is on.</summary>
/// <param name="FreeBytes">What the hub may still write.</param>
/// <param name="TotalBytes">Its size.</param>
/// <param name="Warning">What the guard of free space warns of or does; null while there is room.</param>
internal sealed record DiskResponse(long FreeBytes, long TotalBytes, string? Warning);
