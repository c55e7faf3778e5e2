using PiHub.Recorder.Blocks.Index;
using PiHub.Recorder.Series;

namespace PiHub.Recorder.Blocks.Opening;

/// <summary>What the blocks of a series tell of it.</summary>
internal sealed class FoundSeries(RecordedSeries series)
{
    private const long MinuteMilliseconds = 60_000;
    private const long HourMilliseconds = 60 * MinuteMilliseconds;

    private long _rawFrom = long.MaxValue;
    private long _rollupsFrom = long.MaxValue;
    private long _minutesUntil = long.MinValue;
    private long _hoursUntil = long.MinValue;
    private long _daysUntil = long.MinValue;

    public RecordedSeries Series => series;

    public void Add(BlockKind kind, long from, long to)
    {
        _rawFrom = kind == BlockKind.Raw ? Math.Min(_rawFrom, from) : _rawFrom;
        _rollupsFrom = kind is BlockKind.Minute or BlockKind.Hour or BlockKind.Day ? Math.Min(_rollupsFrom, from) : _rollupsFrom;
        _minutesUntil = kind == BlockKind.Minute ? Math.Max(_minutesUntil, to + MinuteMilliseconds) : _minutesUntil;
        _hoursUntil = kind == BlockKind.Hour ? Math.Max(_hoursUntil, to + HourMilliseconds) : _hoursUntil;

        // How long a day is depends on the time zone: the last one is made again.
        _daysUntil = kind == BlockKind.Day ? Math.Max(_daysUntil, to) : _daysUntil;
    }

    /// <summary>The series as the index has it; marks are rather too early than too late, and the journal gives again what it has.
    /// </summary>
    public SeriesRow ToRow()
    {
        long hours = Math.Max(_hoursUntil, _daysUntil);
        long minutes = Math.Max(_minutesUntil, hours);
        return new SeriesRow
        {
            Series = series,
            Version = 1,
            MinutesUntil = minutes,
            HoursUntil = hours,
            DaysUntil = _daysUntil,
            RawFrom = _rollupsFrom >= _rawFrom ? long.MinValue : Math.Min(_rawFrom, minutes),
        };
    }
}
