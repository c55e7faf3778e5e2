namespace PiHub.Plugins.PowerQuality.Metering;

/// <summary>What is known of one meter.</summary>
/// <param name="Phases">Its newest values by phase.</param>
/// <param name="ReportedAt">When it last reported, in ticks of the monotonic clock.</param>
internal sealed record MeterState(IReadOnlyDictionary<string, PhaseReading> Phases, long ReportedAt);
