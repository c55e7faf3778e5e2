using PiHub.Benchmarks.Brokers;
using PiHub.Benchmarks.Measuring;

namespace PiHub.Benchmarks.Load;

/// <summary>One kind of traffic on one broker, once.</summary>
internal sealed class TrafficRun(Traffic traffic, int round, BrokerProcess broker, int messageCount) : IDisposable
{
    private const int UnacknowledgedLimitCount = 100;

    // All publishers together stay below the 1,000 messages that a broker keeps for a subscriber by default, so that none is dropped.
    private const int UndeliveredLimitCount = 950;
    private readonly List<Publisher> _publishers = [];
    private readonly List<Subscriber> _subscribers = [];
    private readonly int _perPublisherCount = messageCount / traffic.PublisherCount / Math.Max(1, traffic.SubscriberCount);

    /// <summary>Connects, runs and counts. What did not go all the way is lost.</summary>
    /// <exception cref="BrokerException">The broker refused or closed a connection.</exception>
    public async Task<RunResult> MeasureAsync(CancellationToken cancellationToken)
    {
        for (int number = 0; number < traffic.SubscriberCount; number++)
        {
            _subscribers.Add(await Subscriber.OpenAsync(traffic, number, broker.Port, cancellationToken));
        }

        for (int number = 0; number < traffic.PublisherCount; number++)
        {
            int publisher = number;
            Window window = new(
                traffic.QualityOfService == 0 ? int.MaxValue : UnacknowledgedLimitCount,
                traffic.SubscriberCount == 0 ? int.MaxValue : UndeliveredLimitCount / traffic.PublisherCount,
                traffic.SubscriberCount);
            IEnumerable<MessageKey> messages = Enumerable.Range(0, _perPublisherCount).Select(index => new MessageKey(round, publisher, index));
            _publishers.Add(await Publisher.OpenAsync(traffic, messages, broker.Port, window, cancellationToken));
        }

        Meter meter = new(broker);
        meter.Start();
        TimeSpan stalled = await StallWatch.RunAsync(RunAsync, CountProgress, cancellationToken);
        long done = traffic.SubscriberCount == 0 ? _publishers.Sum(publisher => (long)publisher.Window.AcknowledgedCount) : CountReceived();
        return meter.Stop(done, CountLost(), stalled);
    }

    public void Dispose()
    {
        _publishers.ForEach(publisher => publisher.Dispose());
        _subscribers.ForEach(subscriber => subscriber.Dispose());
    }

    private Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
    [
        .. _subscribers.Select((subscriber, number) => subscriber.TakeAsync(
            _perPublisherCount, (publisher, end) => _publishers[publisher].Window.Deliver(number, end), cancellationToken)),
        .. _publishers.Select(publisher => Task.Run(() => publisher.RunAsync(cancellationToken), cancellationToken)),
    ]);

    private long CountProgress() =>
        CountReceived() + _publishers.Sum(publisher => (long)publisher.SentCount + publisher.Window.AcknowledgedCount);

    private long CountReceived() => _subscribers.Sum(subscriber => subscriber.ReceivedCount);

    private long CountLost()
    {
        long sent = _publishers.Sum(publisher => (long)publisher.SentCount);
        long undelivered = (sent * _subscribers.Count) - CountReceived();
        long unacknowledged = traffic.QualityOfService == 0 ? 0 : sent - _publishers.Sum(publisher => (long)publisher.Window.AcknowledgedCount);
        return Math.Max(Math.Max(0, undelivered), unacknowledged);
    }
}
