using System.Text.Json.Serialization;

namespace PiHub.Api.Readings;

/// <summary>A range of one metric as recorded.</summary>
/// <param name="Device">The device's id.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Unit">The unit; null when it has none or none is known.</param>
/// <param name="Level">Always <c>raw</c>.</param>
/// <param name="BucketSeconds">Always null.</param>
/// <param name="Points">Oldest first.</param>
/// <param name="Gaps">Where nothing was recorded for long, oldest first; only when points were asked for.</param>
/// <param name="Next">Pass as <c>after</c> for the next page; null when this is the last.</param>
internal sealed record PointsResponse(
    string Device,
    string Metric,
    string? Unit,
    string Level,
    [property: JsonPropertyName("bucket_s")] double? BucketSeconds,
    IReadOnlyList<PointResponse> Points,
    IReadOnlyList<GapResponse> Gaps,
    DateTimeOffset? Next);
