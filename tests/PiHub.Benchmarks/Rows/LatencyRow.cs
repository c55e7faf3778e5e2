using PiHub.Benchmarks.Load;

namespace PiHub.Benchmarks.Rows;

/// <summary>A row that compares how long a message takes.</summary>
internal sealed record LatencyRow(string Name, string Title, Traffic Traffic)
{
    public static IReadOnlyList<LatencyRow> All { get; } =
    [
        new("latency-qos0", "QoS 0, publisher to subscriber", new Traffic { QualityOfService = 0 }),
        new("latency-qos1", "QoS 1, publisher to subscriber", new Traffic { QualityOfService = 1 }),
        new("latency-readings", "QoS 1 reading to its acknowledgement (PiHub: synced to disk; mosquitto: kept nowhere)", new Traffic
        {
            QualityOfService = 1,
            SubscriberCount = 0,
            Topic = key => $"pihub/bench-latency-{key.Round}/state",
            Payload = Readings.Payload,
        }),
    ];
}
