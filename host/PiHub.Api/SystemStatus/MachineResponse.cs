using System.Text.Json.Serialization;

namespace PiHub.Api.SystemStatus;

/// <summary>The machine, from the kernel's own files; what cannot be read is null.</summary>
internal sealed record MachineResponse
{
    /// <summary>The board, e.g. <c>Raspberry Pi 4 Model B Rev 1.4</c>.</summary>
    public string? Model { get; init; }

    /// <summary>The operating system.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>The version of its kernel.</summary>
    public string? Kernel { get; init; }

    /// <summary>What the firmware of a Raspberry Pi says about power and heat; null on other machines.</summary>
    public ThrottledResponse? Throttled { get; init; }

    /// <summary>The processor's architecture, e.g. <c>arm64</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>How many processors the hub may use.</summary>
    public required int Processors { get; init; }

    /// <summary>How busy all processors are, 0 to 1, over the last minute or so.</summary>
    public double? CpuLoad { get; init; }

    /// <summary>Temperature of the processor, °C.</summary>
    public double? TemperatureCelsius { get; init; }

    /// <summary>Memory of the machine, bytes.</summary>
    public long? MemoryTotalBytes { get; init; }

    /// <summary>Memory that programs may still take, bytes.</summary>
    public long? MemoryAvailableBytes { get; init; }

    /// <summary>Seconds since the machine started.</summary>
    [JsonPropertyName("uptime_s")]
    public long? UptimeSeconds { get; init; }
}
