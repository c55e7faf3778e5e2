namespace PiHub.Recorder.Retention;

/// <summary>How fast the free bytes fall, over up to a week.</summary>
internal sealed class SpaceTrend(TimeProvider time)
{
    private const int MostSamples = 7 * 24;
    private static readonly TimeSpan Between = TimeSpan.FromHours(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromDays(1);

    private readonly Queue<(long Timestamp, long FreeBytes)> _samples = new();
    private long _last;

    /// <summary>Notes what is free, once an hour.</summary>
    public void Add(long freeBytes)
    {
        if (_samples.Count > 0 && time.GetElapsedTime(_last) < Between)
        {
            return;
        }

        // The oldest makes room: a week is enough.
        if (_samples.Count == MostSamples)
        {
            _samples.Dequeue();
        }

        _last = time.GetTimestamp();
        _samples.Enqueue((_last, freeBytes));
    }

    /// <summary>In how long so few are free, as things go; null when not, or when it is not known yet.</summary>
    public TimeSpan? Until(long minimumBytes, long freeBytes)
    {
        if (!_samples.TryPeek(out (long Timestamp, long FreeBytes) oldest) || time.GetElapsedTime(oldest.Timestamp) is var over && over < Shortest)
        {
            return null;
        }

        double bytesADay = (oldest.FreeBytes - freeBytes) / over.TotalDays;
        double days = Math.Max(0, freeBytes - minimumBytes) / bytesADay;
        return bytesADay > 0 && days < 3_660 ? TimeSpan.FromDays(days) : null;
    }
}
