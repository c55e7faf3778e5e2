namespace PiHub.Plugins.PowerQuality.Metering;

/// <summary>What a meter measured on one phase at one instant; null where it did not.</summary>
/// <param name="Timestamp">When, UTC.</param>
/// <param name="Voltage">RMS voltage, V.</param>
/// <param name="Current">RMS current, A.</param>
/// <param name="Power">Active power, W; negative when feeding in.</param>
/// <param name="VoltageFreq">Frequency, Hz.</param>
internal sealed record PhaseReading(DateTimeOffset Timestamp, double? Voltage, double? Current, double? Power, double? VoltageFreq);
