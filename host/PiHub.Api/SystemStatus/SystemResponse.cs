using System.Text.Json.Serialization;

namespace PiHub.Api.SystemStatus;

/// <summary>The answer of <c>GET /api/system</c>.</summary>
internal sealed record SystemResponse
{
    /// <summary>The hub's version.</summary>
    public required string Version { get; init; }

    /// <summary>The version of .NET that it runs on.</summary>
    public required string Runtime { get; init; }

    /// <summary>The version of SQLite.</summary>
    public required string Sqlite { get; init; }

    /// <summary>Seconds since the hub started.</summary>
    [JsonPropertyName("uptime_s")]
    public required long UptimeSeconds { get; init; }

    /// <summary>The machine.</summary>
    public required MachineResponse Machine { get; init; }

    /// <summary>The hub's process.</summary>
    public required ProcessResponse Process { get; init; }

    /// <summary>How busy the processors were in the last ten minutes, every ten seconds, the oldest first.</summary>
    public required IReadOnlyList<CpuPoint> CpuHistory { get; init; }

    /// <summary>What the running plugins take, the largest first.</summary>
    public required IReadOnlyList<PluginMemoryResponse> Plugins { get; init; }

    /// <summary>Who watches over the process.</summary>
    public required ServiceResponse Service { get; init; }

    /// <summary>Where readings are kept.</summary>
    public required StorageResponse Storage { get; init; }

    /// <summary>What is written to the disk.</summary>
    public required WriteBudgetResponse WriteBudget { get; init; }
}
