using PiHub.Recorder.Engine;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Queries;

/// <summary>One series as one query sees it.</summary>
/// <param name="Engine">Where it is.</param>
/// <param name="Series">The series.</param>
/// <param name="State">How far its rollups were when the query began.</param>
/// <param name="Kind">Whether it is a counter.</param>
/// <param name="Calendar">Where buckets begin.</param>
internal sealed record SeriesView(
    IReadingEngine Engine, RecordedSeries Series, RollupState State, MetricKind Kind, BucketCalendar Calendar)
{
    /// <summary>Whether a fall means that the counter was reset.</summary>
    public bool IsResettable => Kind == MetricKind.TotalIncreasing;

    /// <summary>Whether rises are told.</summary>
    public bool IsCounter => Kind != MetricKind.Measurement;

    /// <summary>The level that a level is computed from: minutes for days that do not begin with an hour.</summary>
    public ReadingLevel FinerOf(ReadingLevel level) =>
        level == ReadingLevel.Day && BeginsWithAnHour(Calendar.Zone) ? ReadingLevel.Hour : ReadingLevel.Minute;

    private static bool BeginsWithAnHour(TimeZoneInfo zone) => IsWhole(zone.BaseUtcOffset) && zone.GetAdjustmentRules().All(rule =>
        rule.DateEnd.Year < 1970 || (IsWhole(rule.BaseUtcOffsetDelta) && IsWhole(rule.DaylightDelta)));

    private static bool IsWhole(TimeSpan offset) => offset.Ticks % TimeSpan.TicksPerHour == 0;
}
