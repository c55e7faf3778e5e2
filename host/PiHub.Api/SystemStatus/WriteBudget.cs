namespace PiHub.Api.SystemStatus;

/// <summary>Remembers the counters of the last hour, a look a minute. Safe from any thread.</summary>
internal sealed class WriteBudget(TimeProvider time)
{
    private const int Minutes = 60;

    private static readonly TimeSpan Length = TimeSpan.FromHours(1);

    // Guards _start and _looks, which is bounded by number: 60 minutes have 61 ends.
    private readonly Lock _gate = new();
    private readonly Queue<WriteMark> _looks = new(Minutes + 1);
    private WriteMark? _start;

    /// <summary>Takes the counters of this moment; called once a minute.</summary>
    public void Add(WriteMark mark)
    {
        lock (_gate)
        {
            _start ??= mark;
            while (_looks.Count > Minutes)
            {
                _looks.Dequeue();
            }

            _looks.Enqueue(mark);
        }
    }

    /// <summary>What was written up to this moment.</summary>
    /// <param name="now">The counters of this moment.</param>
    public WriteBudgetResponse Report(WriteMark now)
    {
        lock (_gate)
        {
            WriteMark[] looks = [.. _looks];
            // The oldest look inside the hour; a look may be late, so the first one may be older.
            WriteMark first = Array.Find(looks, look => time.GetElapsedTime(look.Timestamp, now.Timestamp) <= Length) ?? _start ?? now;
            return new WriteBudgetResponse(Between(first, now), Between(_start ?? now, now), MinutesOf(looks));
        }
    }

    private WriteFigures Between(WriteMark first, WriteMark last) =>
        WriteFigures.Between(first, last, time.GetElapsedTime(first.Timestamp, last.Timestamp));

    private static WriteMinute[] MinutesOf(WriteMark[] looks) =>
    [
        .. looks.Zip(looks.Skip(1), (first, last) => new WriteMinute(
            last.Time, last.ProcessBytes - first.ProcessBytes, last.RecorderBytes - first.RecorderBytes, last.Syncs - first.Syncs)),
    ];
}
