using System.Text.Json.Serialization;

namespace PiHub.Api.Readings;

/// <summary>Several metrics over the same buckets.</summary>
/// <param name="Level">The level that answered: <c>1m</c>, <c>1h</c> or <c>1d</c>.</param>
/// <param name="BucketSeconds">The width of a bucket, s; a multiple of the level's when fewer points were asked for.</param>
/// <param name="Series">One answer a metric, in the order in which they were asked for.</param>
internal sealed record AlignedResponse(
    string Level, [property: JsonPropertyName("bucket_s")] double? BucketSeconds, IReadOnlyList<AlignedSeriesResponse> Series);
