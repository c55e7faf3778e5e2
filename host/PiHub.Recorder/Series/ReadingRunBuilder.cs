using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Series;

/// <summary>Gathers readings in ascending time into a <see cref="ReadingRun"/>; keeps flags and texts only when some reading needs them.
/// One caller at a time.</summary>
/// <param name="capacity">How many readings to expect.</param>
public sealed class ReadingRunBuilder(int capacity = 16)
{
    private readonly List<long> _times = new(capacity);
    private readonly List<double> _numbers = new(capacity);
    private List<ReadingFlags>? _flags;
    private List<string?>? _texts;

    /// <summary>How many were added.</summary>
    public int Count => _times.Count;

    /// <summary>The time of the last one, ms since 1970 UTC; <see cref="long.MinValue"/> before the first.</summary>
    public long LastTime => _times.Count == 0 ? long.MinValue : _times[^1];

    /// <summary>Adds a reading.</summary>
    /// <param name="time">Its time, ms since 1970 UTC, later than the last one's.</param>
    /// <param name="value">Its value.</param>
    /// <param name="quality">Its quality.</param>
    public void Add(long time, MetricValue value, ReadingQuality quality) =>
        Add(time, value.Number ?? 0, ReadingFlags.Of(value.Kind, quality), value.Text);

    /// <summary>Adds a reading of a run.</summary>
    /// <param name="run">The run.</param>
    /// <param name="index">The reading's index there.</param>
    public void Add(ReadingRun run, int index)
    {
        ArgumentNullException.ThrowIfNull(run);
        Add(run.Times[index], run.Numbers[index], run.FlagsAt(index), run.TextAt(index));
    }

    /// <summary>Adds a reading.</summary>
    /// <param name="time">Its time, ms since 1970 UTC, later than the last one's.</param>
    /// <param name="number">Its value as a number.</param>
    /// <param name="flags">Its kind and quality.</param>
    /// <param name="text">Its text when its kind is text.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time does not ascend.</exception>
    public void Add(long time, double number, ReadingFlags flags, string? text)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, LastTime);
        if (_flags is null && flags != default)
        {
            _flags = [.. Enumerable.Repeat(default(ReadingFlags), Count)];
        }

        if (_texts is null && text is not null)
        {
            _texts = [.. Enumerable.Repeat<string?>(null, Count)];
        }

        _times.Add(time);
        _numbers.Add(number);
        _flags?.Add(flags);
        _texts?.Add(text);
    }

    /// <summary>What was added; the builder may be used on.</summary>
    public ReadingRun ToRun() => Count == 0 ? ReadingRun.Empty : new([.. _times], [.. _numbers], _flags?.ToArray(), _texts?.ToArray());
}
