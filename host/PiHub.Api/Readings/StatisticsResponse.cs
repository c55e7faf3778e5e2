using System.Text.Json.Serialization;
using PiHub.Recorder;
using PiHub.Sdk.Readings;

namespace PiHub.Api.Readings;

/// <summary>A range of one metric in a few numbers; null where there is no number.</summary>
/// <param name="Device">The device's id.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Unit">The unit; null when it has none or none is known.</param>
/// <param name="Level">What was read, and how exact the times of lowest and highest are: <c>1m</c>, <c>1h</c> or <c>1d</c>.</param>
/// <param name="Count">How many readings.</param>
/// <param name="Min">The lowest value.</param>
/// <param name="MinTime">Where the bucket begins that has it, UTC.</param>
/// <param name="Max">The highest value.</param>
/// <param name="MaxTime">Where the bucket begins that has it, UTC.</param>
/// <param name="Mean">The arithmetic mean.</param>
/// <param name="First">The earliest value.</param>
/// <param name="Last">The latest value.</param>
/// <param name="Increase">How much a counter rose; null for what is no counter.</param>
/// <param name="UnitHours">The integral over time, in the integral's unit; gaps are not bridged.</param>
/// <param name="IntegralUnit">Its unit, e.g. <c>Wh</c> for W.</param>
/// <param name="CoveredSeconds">The time over which it was integrated, s.</param>
/// <param name="Gaps">What was left out, oldest first.</param>
internal sealed record StatisticsResponse(
    string Device,
    string Metric,
    string? Unit,
    string Level,
    long Count,
    double? Min,
    DateTimeOffset? MinTime,
    double? Max,
    DateTimeOffset? MaxTime,
    double? Mean,
    double? First,
    double? Last,
    double? Increase,
    double UnitHours,
    string IntegralUnit,
    [property: JsonPropertyName("covered_s")] double CoveredSeconds,
    IReadOnlyList<GapResponse> Gaps)
{
    public static StatisticsResponse Of(ReadingQuery query, string? unit, ReadingStatistics found) => new(
        query.Device,
        query.Metric,
        unit,
        ReadingLevels.NameOf(found.Level),
        found.Count,
        found.Minimum,
        found.MinimumTime,
        found.Maximum,
        found.MaximumTime,
        found.Mean,
        found.First,
        found.Last,
        found.Increase,
        found.Integral.UnitHours,
        IntegralUnits.Of(unit),
        found.Integral.Covered.TotalSeconds,
        GapResponse.Of(found.Integral.Gaps));
}
