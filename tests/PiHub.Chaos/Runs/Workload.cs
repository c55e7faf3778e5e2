using PiHub.Chaos.Clients;
using PiHub.Chaos.Records;

namespace PiHub.Chaos.Runs;

/// <summary>Who publishes what, and who takes it: two clients of each kind, one per protocol version.</summary>
internal sealed class Workload
{
    private const int PublisherCount = 4;
    private const int RetainedTopicCount = 3;

    /// <summary>Makes the clients.</summary>
    public Workload(Action acknowledged)
    {
        List<PublishedTopic> topics = [];
        List<PublishingClient> publishers = [];
        for (int number = 0; number < PublisherCount; number++)
        {
            PublishedTopic once = new($"chaos/q1/{number}", 1), exactly = new($"chaos/q2/{number}", 2);
            PublishedTopic reading = new($"pihub/{Device(number)}/state", 1) { IsReading = true };
            PublishedTopic[] retained =
                [.. Enumerable.Range(0, RetainedTopicCount).Select(index => new PublishedTopic($"chaos/retained/{number}/{index}", 1) { IsRetained = true })];
            topics.AddRange([once, exactly, reading, .. retained]);
            publishers.Add(new PublishingClient(
                $"publisher-{number}",
                isVersion5: number % 2 == 1,
                [.. retained.SelectMany(topic => (PublishedTopic[])[once, exactly, topic]), reading],
                acknowledged));
        }

        (Topics, Publishers) = (topics, publishers);
        Steady = [new("steady-311", isVersion5: false, ["chaos/#"]), new("steady-5", isVersion5: true, ["chaos/#"])];
        Roaming = [new("roaming-311", isVersion5: false, ["chaos/q1/#", "chaos/q2/#"]), new("roaming-5", isVersion5: true, ["chaos/q1/#", "chaos/q2/#"])];
    }

    public IReadOnlyList<PublishedTopic> Topics { get; }

    public IReadOnlyList<PublishingClient> Publishers { get; }

    /// <summary>Subscribers that come back at once.</summary>
    public IReadOnlyList<SubscribingClient> Steady { get; }

    /// <summary>Subscribers that are away now and then.</summary>
    public IReadOnlyList<SubscribingClient> Roaming { get; }

    public IEnumerable<SubscribingClient> Subscribers => [.. Steady, .. Roaming];

    /// <summary>The device of a publisher's readings.</summary>
    public static string Device(int publisher) => $"chaos-{publisher}";

    /// <summary>The topics that a subscriber must get.</summary>
    public IEnumerable<PublishedTopic> TopicsOf(SubscribingClient subscriber) =>
        Topics.Where(topic => !topic.IsReading && (!topic.IsRetained || Steady.Contains(subscriber)));
}
