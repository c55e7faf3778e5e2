using PiHub.Recorder.Series;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Queries;

/// <summary>Keeps the longest of many stretches, in bounded memory.</summary>
internal sealed class LongestGaps
{
    /// <summary>The most that are kept.</summary>
    public const int Most = 1000;

    private readonly PriorityQueue<TimeRange, long> _longest = new();

    /// <summary>Adds a stretch; an empty one does not count.</summary>
    public void Add(long fromMilliseconds, long toMilliseconds)
    {
        long length = toMilliseconds - fromMilliseconds;
        if (length <= 0 || (_longest.Count == Most && _longest.TryPeek(out _, out long shortest) && length <= shortest))
        {
            return;
        }

        if (_longest.Count == Most)
        {
            _longest.Dequeue();
        }

        _longest.Enqueue(new TimeRange(fromMilliseconds, toMilliseconds), length);
    }

    /// <summary>Those that are longer than a threshold, oldest first.</summary>
    public List<ReadingGap> LongerThan(long milliseconds)
    {
        List<ReadingGap> gaps = [];
        foreach ((TimeRange stretch, long length) in _longest.UnorderedItems)
        {
            if (length > milliseconds)
            {
                gaps.Add(new ReadingGap(UnixTime.ToTime(stretch.FromMilliseconds), UnixTime.ToTime(stretch.ToMilliseconds)));
            }
        }

        gaps.Sort((one, other) => one.From.CompareTo(other.From));
        return gaps;
    }
}
