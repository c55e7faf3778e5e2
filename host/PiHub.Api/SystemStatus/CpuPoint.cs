namespace PiHub.Api.SystemStatus;

/// <summary>How busy the processors were between two looks, which are ten seconds apart.</summary>
/// <param name="Until">When the second look was.</param>
/// <param name="Machine">All processors, 0 to 1; null when it is not known.</param>
/// <param name="Process">The hub's part, 0 to 1.</param>
/// <param name="TemperatureCelsius">Temperature of the processor, °C; null when it is not known.</param>
internal sealed record CpuPoint(DateTimeOffset Until, double? Machine, double? Process, double? TemperatureCelsius);
