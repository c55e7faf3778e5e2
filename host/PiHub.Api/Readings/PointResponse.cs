using System.Text.Json.Serialization;
using PiHub.Recorder.Exchange;
using PiHub.Sdk.Readings;

namespace PiHub.Api.Readings;

/// <summary>A reading as recorded.</summary>
/// <param name="Time">When it was measured, UTC.</param>
/// <param name="Value">A number, a boolean or a text.</param>
/// <param name="Quality"><c>uncertain</c>, <c>time_estimated</c> or <c>time_corrected</c>; not there when it is good.</param>
internal sealed record PointResponse(
    DateTimeOffset Time, MetricValue Value, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Quality)
{
    public static PointResponse Of(ReadingPoint point) =>
        new(point.Time, point.Value, point.Quality == ReadingQuality.Good ? null : QualityNames.Of(point.Quality));
}
