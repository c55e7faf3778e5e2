using PiHub.Sdk.Readings;

namespace PiHub.Api.Readings;

/// <summary>The newest reading of a metric.</summary>
/// <param name="Device">The device's id.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Value">A number, a boolean or a text.</param>
/// <param name="Unit">The unit; null when it has none or none is known.</param>
/// <param name="Time">When it was measured, UTC.</param>
/// <param name="Quality"><c>stale</c> when the device is offline or the value is older than 15 minutes, else <c>good</c>,
/// <c>uncertain</c>, <c>time_estimated</c> or <c>time_corrected</c>.</param>
internal sealed record LatestReading(string Device, string Metric, MetricValue Value, string? Unit, DateTimeOffset Time, string Quality);
