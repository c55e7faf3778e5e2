using PiHub.Benchmarks.Brokers;
using PiHub.Benchmarks.Measuring;
using PiHub.Benchmarks.Wire;

namespace PiHub.Benchmarks.Load;

/// <summary>QoS 1 messages for sessions whose clients are away, and their delivery when they come back.</summary>
internal sealed class QueuedRun(int round, BrokerProcess broker, int messageCount)
{
    private const int PublisherCount = 10;

    // Below what either broker keeps for one session.
    private const int PerSessionCount = 500;
    private readonly int _sessionCount = Math.Max(1, messageCount / PerSessionCount);

    /// <summary>Fills the queues and empties them.</summary>
    /// <returns>The rate of the acknowledged publishes, and that of the delivery to all clients at once.</returns>
    /// <exception cref="BrokerException">The broker refused or closed a connection.</exception>
    public async Task<(RunResult Queued, RunResult Drained)> MeasureAsync(CancellationToken cancellationToken)
    {
        for (int session = 0; session < _sessionCount; session++)
        {
            using MqttConnection away = await OpenAsync(session, isClean: false, cancellationToken);
            await away.SubscribeAsync(Topic(session), qualityOfService: 1, cancellationToken);
            await away.SendAsync(MqttPackets.Disconnect(), cancellationToken);
        }

        Traffic traffic = new()
        {
            PublisherCount = PublisherCount,
            SubscriberCount = 0,
            QualityOfService = 1,
            Topic = key => Topic(((key.Index * PublisherCount) + key.Publisher) % _sessionCount),
        };
        using TrafficRun filling = new(traffic, round, broker, _sessionCount * PerSessionCount);
        RunResult queued = await filling.MeasureAsync(cancellationToken);
        RunResult drained = await DrainAsync(cancellationToken);
        for (int session = 0; session < _sessionCount; session++)
        {
            using MqttConnection forgotten = await OpenAsync(session, isClean: true, cancellationToken);
        }

        return (queued, drained);
    }

    private async Task<RunResult> DrainAsync(CancellationToken cancellationToken)
    {
        List<Subscriber> subscribers = [];
        try
        {
            Meter meter = new(broker);
            meter.Start();
            TimeSpan stalled = await StallWatch.RunAsync(
                async token =>
                {
                    List<Task> taking = [];
                    for (int session = 0; session < _sessionCount; session++)
                    {
                        Subscriber subscriber = new(await OpenAsync(session, isClean: false, token), PublisherCount);
                        subscribers.Add(subscriber);
                        taking.Add(Task.Run(() => subscriber.TakeAsync(PerSessionCount, token), token));
                    }

                    await Task.WhenAll(taking);
                },
                () => subscribers.ToArray().Sum(subscriber => subscriber.ReceivedCount),
                cancellationToken);
            long received = subscribers.Sum(subscriber => subscriber.ReceivedCount);
            return meter.Stop(received, Math.Max(0, ((long)_sessionCount * PerSessionCount) - received), stalled);
        }
        finally
        {
            subscribers.ForEach(subscriber => subscriber.Dispose());
        }
    }

    private Task<MqttConnection> OpenAsync(int session, bool isClean, CancellationToken cancellationToken) =>
        MqttConnection.OpenAsync(broker.Port, $"bench-away-{session}", cancellationToken, isClean);

    private static string Topic(int session) => $"bench-away/{session}";
}
