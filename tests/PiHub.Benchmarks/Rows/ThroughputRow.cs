using PiHub.Benchmarks.Brokers;
using PiHub.Benchmarks.Load;
using PiHub.Benchmarks.Measuring;

namespace PiHub.Benchmarks.Rows;

/// <summary>A row that compares messages a second, and how it is measured once.</summary>
internal sealed record ThroughputRow
{
    public delegate Task<RunResult> Run(int round, BrokerProcess broker, int messageCount, CancellationToken cancellationToken);

    public static IReadOnlyList<ThroughputRow> All { get; } =
    [
        Of("qos0-fan-in", "QoS 0, ten publishers to one subscriber", new Traffic { QualityOfService = 0, PublisherCount = 10 }),
        Of("qos0-fan-out", "QoS 0, one publisher to 50 subscribers, deliveries", new Traffic { QualityOfService = 0, SubscriberCount = 50 }),
        Of("qos1-fan-in", "QoS 1, ten publishers to one subscriber", new Traffic { QualityOfService = 1, PublisherCount = 10 }),
        Of("qos2-one", "QoS 2, one publisher to one subscriber", new Traffic { QualityOfService = 2 }),
        Of("readings", "QoS 1, readings of ten devices (PiHub: synced to disk; mosquitto: kept nowhere)", new Traffic
        {
            QualityOfService = 1,
            PublisherCount = 10,
            SubscriberCount = 0,
            Topic = Readings.Topic,
            Payload = Readings.Payload,
        }),
        Of("retained", "QoS 1, retained updates of 1,000 topics (PiHub: on disk; mosquitto: in memory)", new Traffic
        {
            QualityOfService = 1,
            IsRetained = true,
            PublisherCount = 10,
            SubscriberCount = 0,
            Topic = key => $"bench-retained/{key.Publisher}/{key.Index % 100}",
        }),
        Queued("queued", "QoS 1, queued for sessions that are away (PiHub: on disk; mosquitto: in memory)", Mosquitto.Name, isDrain: false),
        Queued("queued-persisting", "the same (mosquitto: saved to disk every half hour)", Mosquitto.PersistentName, isDrain: false),
        Queued("drain", "QoS 1, delivered to sessions that come back (PiHub: from disk; mosquitto: from memory)", Mosquitto.Name, isDrain: true),
        Queued("drain-persisting", "the same (mosquitto: saved to disk every half hour)", Mosquitto.PersistentName, isDrain: true),
    ];

    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>The broker that PiHub is compared with.</summary>
    public string Peer { get; init; } = Mosquitto.Name;

    public required Run MeasureAsync { get; init; }

    private static ThroughputRow Of(string name, string title, Traffic traffic) => new()
    {
        Name = name,
        Title = title,
        MeasureAsync = async (round, broker, messageCount, cancellationToken) =>
        {
            using TrafficRun run = new(traffic, round, broker, messageCount);
            return await run.MeasureAsync(cancellationToken);
        },
    };

    private static ThroughputRow Queued(string name, string title, string peer, bool isDrain) => new()
    {
        Name = name,
        Title = title,
        Peer = peer,
        MeasureAsync = async (round, broker, messageCount, cancellationToken) =>
        {
            (RunResult queued, RunResult drained) = await new QueuedRun(round, broker, messageCount / 4).MeasureAsync(cancellationToken);
            return isDrain ? drained : queued;
        },
    };
}
