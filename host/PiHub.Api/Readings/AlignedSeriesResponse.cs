using PiHub.Sdk.Devices;

namespace PiHub.Api.Readings;

/// <summary>One of several metrics.</summary>
/// <param name="Device">The device's id.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Unit">The unit; null when it has none or none is known.</param>
/// <param name="Kind">How its values behave over time.</param>
/// <param name="Points">Oldest first; where nothing was recorded, one is missing.</param>
/// <param name="Gaps">Where nothing was recorded for long, oldest first.</param>
internal sealed record AlignedSeriesResponse(
    string Device, string Metric, string? Unit, MetricKind Kind, IReadOnlyList<BucketResponse> Points, IReadOnlyList<GapResponse> Gaps);
