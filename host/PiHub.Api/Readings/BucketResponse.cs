using System.Text.Json.Serialization;
using PiHub.Sdk.Readings;

namespace PiHub.Api.Readings;

/// <summary>The readings of a stretch of time, condensed.</summary>
/// <param name="Time">Where the stretch begins, UTC.</param>
/// <param name="Count">How many readings are in it.</param>
/// <param name="Min">The lowest value.</param>
/// <param name="Max">The highest value.</param>
/// <param name="Mean">The arithmetic mean.</param>
/// <param name="First">The earliest value.</param>
/// <param name="Last">The latest value.</param>
/// <param name="Increase">How much a counter rose since the last reading before; not there for what is no counter.</param>
internal sealed record BucketResponse(
    DateTimeOffset Time,
    long Count,
    double Min,
    double Max,
    double Mean,
    double First,
    double Last,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Increase)
{
    public static BucketResponse Of(ReadingBucket bucket) => new(
        bucket.Time, bucket.Count, bucket.Minimum, bucket.Maximum, bucket.Mean, bucket.First, bucket.Last, bucket.Increase);
}
