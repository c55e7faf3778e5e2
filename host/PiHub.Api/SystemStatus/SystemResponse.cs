using System.Text.Json.Serialization;

namespace PiHub.Api.SystemStatus;

/// <summary>The answer of <c>GET /api/system</c>.</summary>
internal sealed record SystemResponse
{
    /// <summary>The hub's version.</summary>
    public required string Version { get; init; }

    /// <summary>The version of .NET that it runs on.</summary>
    public required string Runtime { get; init; }

    /// <summary>Seconds since the hub started.</summary>
    [JsonPropertyName("uptime_s")]
    public required long UptimeSeconds { get; init; }

    /// <summary>The machine.</summary>
    public required MachineResponse Machine { get; init; }

    /// <summary>The hub's process.</summary>
    public required ProcessResponse Process { get; init; }

    /// <summary>Where readings are kept.</summary>
    public required StorageResponse Storage { get; init; }

    /// <summary>What is written to the disk.</summary>
    public required WriteBudgetResponse WriteBudget { get; init; }
}
