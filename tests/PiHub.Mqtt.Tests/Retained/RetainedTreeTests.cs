using FsCheck;
using FsCheck.Fluent;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Retained;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Retained;

public sealed class RetainedTreeTests
{
    [Fact]
    public void Find_AnyTopicsAndFilter_AgreesWithMatches()
    {
        Gen<string> filter = Gen.Choose(1, 4).SelectMany(n => Gen.Elements("a", "b", "+", "", "$x").ArrayOf(n))
            .SelectMany(levels => Gen.Elements("", "/#").Select(end => string.Join('/', levels) + end)).Where(TopicFilter.IsValid);
        Gen<string> topic = Gen.Choose(1, 5).SelectMany(n => Gen.Elements("a", "b", "", "$x").ArrayOf(n))
            .Select(levels => string.Join('/', levels)).Where(TopicName.IsValid);
        Prop.ForAll(filter.ToArbitrary(), topic.ListOf(30).ToArbitrary(), (f, topics) => AssertFinds(f, [.. topics.Distinct()]))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
    }

    [Fact]
    public void Find_DeepTopicsAndFilter_AgreesWithMatches()
    {
        // Around the depth from which on the levels are not told apart.
        Gen<string> filter = Gen.Choose(14, 19).SelectMany(n => Gen.Elements("a", "a", "+", "$x").ArrayOf(n))
            .SelectMany(levels => Gen.Elements("", "/#", "/+/#").Select(end => string.Join('/', levels) + end));
        Gen<string> topic = Gen.Choose(14, 20).SelectMany(n => Gen.Elements("a", "a", "a", "", "$x").ArrayOf(n)).Select(levels => string.Join('/', levels));
        Prop.ForAll(filter.ToArbitrary(), topic.ListOf(30).ToArbitrary(), (f, topics) => AssertFinds(f, [.. topics.Distinct()]))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
        AssertFinds("a/#", [new string('/', 60_000), "a" + new string('/', 60_000)]);
    }

    private static void AssertFinds(string filter, IReadOnlyList<string> topics)
    {
        var tree = new RetainedTree();
        foreach (string topic in topics)
        {
            var message = new PublishedMessage
            {
                ClientId = "c",
                Message = new BusMessage { Topic = topic, Payload = "x"u8.ToArray() },
                ReceivedAt = default,
            };
            tree.Add(new RetainedTopic(message, 1));
        }

        // Half of them go again.
        foreach (string topic in topics.Where((_, i) => i % 2 == 1))
        {
            tree.Remove(topic);
        }

        var found = new List<RetainedTopic>();
        tree.Find(filter, found);
        Assert.Equal(
            topics.Where((topic, i) => i % 2 == 0 && TopicFilter.Matches(filter, topic)).Order(StringComparer.Ordinal),
            found.Select(topic => topic.Name).Order(StringComparer.Ordinal));
    }
}
