using System.Text.Json.Serialization;

namespace PiHub.Api.Readings;

/// <summary>A range of one metric, condensed.</summary>
/// <param name="Device">The device's id.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Unit">The unit; null when it has none or none is known.</param>
/// <param name="Level">The level that answered: <c>1m</c>, <c>1h</c> or <c>1d</c>.</param>
/// <param name="BucketSeconds">The width of a bucket, s; a multiple of the level's when fewer points were asked for.</param>
/// <param name="Points">Oldest first.</param>
/// <param name="Gaps">Where nothing was recorded for long, oldest first; only when points were asked for.</param>
/// <param name="Next">Pass as <c>after</c> for the next page; null when this is the last.</param>
internal sealed record BucketsResponse(
    string Device,
    string Metric,
    string? Unit,
    string Level,
    [property: JsonPropertyName("bucket_s")] double? BucketSeconds,
    IReadOnlyList<BucketResponse> Points,
    IReadOnlyList<GapResponse> Gaps,
    DateTimeOffset? Next);
