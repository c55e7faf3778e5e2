using FsCheck;
using FsCheck.Fluent;
using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Tests.Subscriptions;

public sealed class TopicFilterTests
{
    [Theory]
    [InlineData("#", "a/b", true)]
    [InlineData("sport/#", "sport", true)] // 4.7.1-1: the parent too
    [InlineData("sport/#", "sport/", true)]
    [InlineData("sport/#", "sports", false)]
    [InlineData("sport/+/#", "sport/a", true)]
    [InlineData("sport/+/#", "sport", false)]
    [InlineData("+", "a", true)]
    [InlineData("+", "a/b", false)] // 4.7.1-2: one level
    [InlineData("+", "/a", false)]
    [InlineData("+/+", "/a", true)] // empty levels count
    [InlineData("/+", "/a", true)]
    [InlineData("/+", "a", false)]
    [InlineData("/a", "a", false)]
    [InlineData("a/", "a", false)]
    [InlineData("a", "a/", false)]
    [InlineData("a/+", "a/", true)]
    [InlineData("a//b", "a//b", true)]
    [InlineData("a/+/b", "a//b", true)]
    [InlineData("A", "a", false)] // 4.7.3-4: no normalisation
    [InlineData("#", "$SYS/a", false)] // 4.7.2-1
    [InlineData("+/a", "$SYS/a", false)]
    [InlineData("$SYS/#", "$SYS/a", true)]
    [InlineData("$SYS/+", "$SYS/a", true)]
    [InlineData("a/#", "a/$b", true)] // the dollar matters at the start only
    public void Matches_FilterAndTopic_FollowTheStandard(string filter, string topic, bool expected)
    {
        Assert.Equal(expected, TopicFilter.Matches(filter, topic));
        Assert.Equal(expected, MatchesInTree(filter, topic));
    }

    [Theory]
    [InlineData("#", true)]
    [InlineData("a/#", true)]
    [InlineData("+/+/#", true)]
    [InlineData("/", true)]
    [InlineData("", false)] // 4.7.3-1
    [InlineData("a#", false)] // 4.7.1-1
    [InlineData("a/#/b", false)]
    [InlineData("##", false)]
    [InlineData("sport+", false)] // 4.7.1-2
    [InlineData("a/+b", false)]
    [InlineData("a\0b", false)] // 4.7.3-2
    public void IsValid_Filter_FollowsTheStandard(string filter, bool expected) => Assert.Equal(expected, TopicFilter.IsValid(filter));

    [Fact]
    public void IsValid_LongestFilter_IsMeasuredInBytes()
    {
        // 4.7.3-3
        Assert.True(TopicFilter.IsValid(new string('a', 65_535)));
        Assert.False(TopicFilter.IsValid(new string('a', 65_536)));
        Assert.False(TopicName.IsValid(new string('é', 40_000)));
    }

    [Fact]
    public void IsValid_HalfSurrogatePair_IsRefused()
    {
        // 1.5.4-1; not theory data, which would replace the half.
        Assert.False(TopicFilter.IsValid("a\uD800"));
        Assert.False(TopicName.IsValid("\uDC00a"));
        Assert.True(TopicName.IsValid("a\U0001F600"));
    }

    [Fact]
    public void Tree_AnyFilterAndTopic_AgreesWithMatches()
    {
        Gen<string> filter = Gen.Choose(1, 4).SelectMany(n => Gen.Elements("a", "b", "+", "", "$x").ArrayOf(n))
            .SelectMany(levels => Gen.Elements("", "/#").Select(end => string.Join('/', levels) + end)).Where(TopicFilter.IsValid);
        Gen<string> topic = Gen.Choose(1, 5).SelectMany(n => Gen.Elements("a", "b", "", "$x").ArrayOf(n))
            .Select(levels => string.Join('/', levels)).Where(TopicName.IsValid);
        Prop.ForAll(filter.ToArbitrary(), topic.ToArbitrary(), (f, t) => TopicFilter.Matches(f, t) == MatchesInTree(f, t))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
    }

    private static bool MatchesInTree(string filter, string topic)
    {
        var tree = new SubscriptionTree();
        var subscriber = new FakeSubscriber();
        tree.Add(new Subscription { Subscriber = subscriber, Filter = filter });
        bool matches = tree.Match(topic).Targets.Any(target => target.Subscriber == subscriber);
        Assert.True(tree.Remove(subscriber, filter));
        Assert.Empty(tree.Match(topic).Targets);
        return matches;
    }
}
