using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Blocks.Index;

/// <summary>A series as the index has it; one without metric is the events of a device.</summary>
internal sealed record SeriesRow
{
    public required RecordedSeries Series { get; init; }

    /// <summary>Every entry up to this number is in blocks, as far as the series goes.</summary>
    public long Flushed { get; init; }

    /// <summary>Changes with every flush.</summary>
    public long Version { get; init; }

    public long MinutesUntil { get; init; } = long.MinValue;

    public long HoursUntil { get; init; } = long.MinValue;

    public long DaysUntil { get; init; } = long.MinValue;

    public long RawFrom { get; init; } = long.MinValue;

    /// <summary>The newest reading in blocks.</summary>
    public ReadingPoint? Newest { get; init; }

    public long Until(ReadingLevel level) => level switch
    {
        ReadingLevel.Minute => MinutesUntil,
        ReadingLevel.Hour => HoursUntil,
        _ => DaysUntil,
    };

    public SeriesRow WithUntil(ReadingLevel level, long until) => level switch
    {
        ReadingLevel.Minute => this with { MinutesUntil = until },
        ReadingLevel.Hour => this with { HoursUntil = until },
        _ => this with { DaysUntil = until },
    };
}
