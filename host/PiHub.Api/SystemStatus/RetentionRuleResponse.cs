using System.Text.Json.Serialization;

namespace PiHub.Api.SystemStatus;

/// <summary>How long the series of a pattern are kept, level by level; null: for ever.</summary>
/// <param name="Pattern">Device and metric, e.g. <c>meter/l?.*</c>; <c>*/*</c> for all.</param>
/// <param name="RawSeconds">Single readings.</param>
/// <param name="MinuteSeconds">Minutes.</param>
/// <param name="HourSeconds">Hours.</param>
/// <param name="DaySeconds">Days.</param>
internal sealed record RetentionRuleResponse(
    string Pattern,
    [property: JsonPropertyName("raw_s")] double? RawSeconds,
    [property: JsonPropertyName("minute_s")] double? MinuteSeconds,
    [property: JsonPropertyName("hour_s")] double? HourSeconds,
    [property: JsonPropertyName("day_s")] double? DaySeconds);
