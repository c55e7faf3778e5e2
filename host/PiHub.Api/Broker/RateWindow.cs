using PiHub.Mqtt;

namespace PiHub.Api.Broker;

/// <summary>The broker's counters over the last minute. Safe from any thread.</summary>
internal sealed class RateWindow(TimeProvider time)
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);

    // Guards _marks, whose first is the newest that is a minute old or more, if there is one. Bounded by age: one is added every few seconds.
    private readonly Lock _gate = new();
    private readonly Queue<Mark> _marks = new();
    private Mark? _newest;

    /// <summary>Takes the counters of this moment.</summary>
    public void Add(BrokerStatus status)
    {
        var mark = new Mark(
            time.GetTimestamp(), status.MessagesReceived, status.MessagesSent, status.MessagesDropped, status.MessagesRejected);
        lock (_gate)
        {
            _newest = mark;
            _marks.Enqueue(mark);
            while (_marks.ElementAtOrDefault(1) is { } second && time.GetElapsedTime(second.Timestamp, mark.Timestamp) >= Length)
            {
                _marks.Dequeue();
            }
        }
    }

    /// <summary>The average over the window.</summary>
    public MessageRates Average()
    {
        lock (_gate)
        {
            if (_newest is not { } last || _marks.Peek() is not { } first || first.Timestamp == last.Timestamp)
            {
                return MessageRates.None;
            }

            double seconds = time.GetElapsedTime(first.Timestamp, last.Timestamp).TotalSeconds;
            return new MessageRates(
                Rate(last.Received - first.Received, seconds),
                Rate(last.Sent - first.Sent, seconds),
                Rate(last.Dropped - first.Dropped, seconds),
                Rate(last.Rejected - first.Rejected, seconds));
        }
    }

    private static double Rate(long messages, double seconds) => Math.Round(messages / seconds, 3);

    private sealed record Mark(long Timestamp, long Received, long Sent, long Dropped, long Rejected);
}
