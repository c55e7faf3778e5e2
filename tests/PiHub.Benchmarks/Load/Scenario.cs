using System.Globalization;
using System.Text;

namespace PiHub.Benchmarks.Load;

/// <summary>One kind of traffic.</summary>
internal sealed record Scenario
{
    /// <summary>Publishers of every scenario.</summary>
    public const int PublisherCount = 10;

    private static readonly byte[] Filler = new byte[99];

    /// <summary>The kinds that are compared.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new()
        {
            Name = "QoS 0, ten publishers to one subscriber",
            QualityOfService = 0,
            HasSubscriber = true,
            Topic = (_, publisher) => $"bench/{publisher}",
            Payload = (publisher, _) => [(byte)publisher, .. Filler],
        },
        new()
        {
            Name = "QoS 1, ten publishers to one subscriber",
            QualityOfService = 1,
            HasSubscriber = true,
            Topic = (_, publisher) => $"bench/{publisher}",
            Payload = (publisher, _) => [(byte)publisher, .. Filler],
        },
        new()
        {
            Name = "QoS 1, ten devices publish readings (PiHub: on disk before it acknowledges)",
            QualityOfService = 1,
            HasSubscriber = false,
            Topic = (round, publisher) => $"pihub/bench-{round}-{publisher}/state",
            Payload = (_, time) => Encoding.UTF8.GetBytes(string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"time":"{{time:yyyy-MM-ddTHH:mm:ss.fff}}Z","power_watt":{{1000 + (time.Millisecond / 10.0)}},"voltage_volt":230.1}""")),
        },
    ];

    public required string Name { get; init; }

    public required int QualityOfService { get; init; }

    /// <summary>Whether a subscriber takes every message; otherwise the acknowledgements are counted.</summary>
    public required bool HasSubscriber { get; init; }

    /// <summary>A publisher's topic, by round and the publisher's number: readings of a later round are new ones.</summary>
    public required Func<int, int, string> Topic { get; init; }

    /// <summary>A message's payload, by the publisher's number and the reading's time. With a subscriber, it starts with the number.</summary>
    public required Func<int, DateTimeOffset, byte[]> Payload { get; init; }
}
