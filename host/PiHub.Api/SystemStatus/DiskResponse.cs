using System.Text.Json.Serialization;

namespace PiHub.Api.SystemStatus;

/// <summary>The disk that the store is on.</summary>
/// <param name="FreeBytes">What the hub may still write.</param>
/// <param name="TotalBytes">Its size.</param>
internal sealed record DiskResponse(long FreeBytes, long TotalBytes)
{
    /// <summary>What the guard of free space warns of or does; null while there is room.</summary>
    public string? Warning { get; init; }

    /// <summary>In how many seconds room becomes scarce, by how the disk filled up lately; null: not in sight, or not known.</summary>
    [JsonPropertyName("full_in_s")]
    public double? FullInSeconds { get; init; }
}
