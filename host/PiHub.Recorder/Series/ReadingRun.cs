using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Series;

/// <summary>Readings of one series, ascending in time, each time once. Immutable; the form in which readings move through the recorder.
/// </summary>
public sealed class ReadingRun
{
    private readonly long[] _times;
    private readonly double[] _numbers;
    private readonly ReadingFlags[]? _flags;
    private readonly string?[]? _texts;
    private readonly int _start;

    /// <summary>Takes arrays over; they are not changed any more.</summary>
    /// <param name="times">Times, ms since 1970 UTC, strictly ascending.</param>
    /// <param name="numbers">Values, each in its metric's unit; 1 or 0 for booleans, 0 for texts; as many as times.</param>
    /// <param name="flags">Kind and quality of each; null: all are good numbers.</param>
    /// <param name="texts">The texts where the kind is text; null: there is none.</param>
    public ReadingRun(long[] times, double[] numbers, ReadingFlags[]? flags, string?[]? texts)
        : this(times, numbers, flags, texts, (0, times?.Length ?? 0))
    {
    }

    private ReadingRun(long[] times, double[] numbers, ReadingFlags[]? flags, string?[]? texts, (int Start, int Count) part)
    {
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(numbers);
        if (numbers.Length != times.Length || (flags ?? []).Length % Math.Max(times.Length, 1) != 0)
        {
            throw new ArgumentException("Times, numbers and flags must be equally many.", nameof(numbers));
        }

        (_times, _numbers, _flags, _texts) = (times, numbers, flags, texts);
        (_start, Count) = part;
    }

    /// <summary>No readings.</summary>
    public static ReadingRun Empty { get; } = new([], [], null, null);

    /// <summary>How many readings.</summary>
    public int Count { get; }

    /// <summary>Whether all are numbers of good quality.</summary>
    public bool IsPlain => _flags is null;

    /// <summary>Times, ms since 1970 UTC, strictly ascending.</summary>
    public ReadOnlySpan<long> Times => _times.AsSpan(_start, Count);

    /// <summary>Values as numbers: 1 or 0 for booleans, 0 for texts.</summary>
    public ReadOnlySpan<double> Numbers => _numbers.AsSpan(_start, Count);

    /// <summary>Kind and quality of a reading.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public ReadingFlags FlagsAt(int index) => _flags is null ? default : _flags[_start + index];

    /// <summary>The text of a reading; null when it is none.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public string? TextAt(int index) => _texts?[_start + index];

    /// <summary>A reading's value.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public MetricValue ValueAt(int index) => FlagsAt(index).Kind switch
    {
        MetricValueKind.Text => TextAt(index) ?? "",
        MetricValueKind.Boolean => _numbers[_start + index] != 0,
        _ => _numbers[_start + index],
    };

    /// <summary>A reading with its time.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public ReadingPoint PointAt(int index) =>
        new(UnixTime.ToTime(_times[_start + index]), ValueAt(index)) { Quality = FlagsAt(index).Quality };

    /// <summary>The readings within a range; shares the arrays.</summary>
    /// <param name="range">The range.</param>
    public ReadingRun Within(TimeRange range)
    {
        int from = LowerBound(range.FromMilliseconds);
        int to = LowerBound(range.ToMilliseconds);
        return from >= to ? Empty : Slice(from, to - from);
    }

    /// <summary>A part of the readings; shares the arrays.</summary>
    /// <param name="start">The first one's index.</param>
    /// <param name="count">How many.</param>
    public ReadingRun Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + count, Count);
        return start == 0 && count == Count ? this : new ReadingRun(_times, _numbers, _flags, _texts, (_start + start, count));
    }

    /// <summary>The index of the first reading at or after a time; <see cref="Count"/> when there is none.</summary>
    /// <param name="milliseconds">The time, ms since 1970 UTC.</param>
    public int LowerBound(long milliseconds)
    {
        int index = Times.BinarySearch(milliseconds);
        return index < 0 ? ~index : index;
    }

    /// <summary>Both runs' readings; where both have the same time, the newer run's wins.</summary>
    /// <param name="older">What was written before.</param>
    /// <param name="newer">What was written after.</param>
    public static ReadingRun Merge(ReadingRun older, ReadingRun newer)
    {
        ArgumentNullException.ThrowIfNull(older);
        ArgumentNullException.ThrowIfNull(newer);
        if (older.Count == 0 || newer.Count == 0)
        {
            return older.Count == 0 ? newer : older;
        }

        var merged = new ReadingRunBuilder(older.Count + newer.Count);
        (int left, int right) = (0, 0);
        while (left < older.Count || right < newer.Count)
        {
            bool takeOlder = right == newer.Count || (left < older.Count && older.Times[left] < newer.Times[right]);
            if (takeOlder)
            {
                merged.Add(older, left++);
            }
            else
            {
                left += left < older.Count && older.Times[left] == newer.Times[right] ? 1 : 0;
                merged.Add(newer, right++);
            }
        }

        return merged.ToRun();
    }
}
