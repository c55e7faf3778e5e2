using FsCheck;
using FsCheck.Fluent;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Testing.Bus;

namespace PiHub.Sdk.Testing.Tests;

public sealed class TopicPatternTests
{
    private static readonly Gen<string> Filters = Texts("a", "b", "", "+", "#", "$s", "a+", "#b");
    private static readonly Gen<string> Topics = Texts("a", "b", "", "$s");

    [Fact]
    public void Matches_AnyFilterAndTopic_AgreesWithTheBroker() => Prop.ForAll(
        Filters.ToArbitrary(),
        Topics.Where(topic => topic.Length > 0).ToArbitrary(),
        (filter, topic) => TopicPattern.IsFilter(filter) == TopicFilter.IsValid(filter)
            && (!TopicFilter.IsValid(filter) || TopicPattern.Matches(filter, topic) == TopicFilter.Matches(filter, topic)))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Covers_AnyTwoFilters_GrantsNoTopicThatTheWiderOneLacks() => Prop.ForAll(
        Filters.Where(TopicPattern.IsFilter).Two().ToArbitrary(),
        Topics.Where(topic => topic.Length > 0 && topic[0] != '$').ToArbitrary(),
        (filters, topic) => !TopicPattern.Covers(filters.Item1, filters.Item2)
            || !TopicPattern.Matches(filters.Item2, topic) || TopicPattern.Matches(filters.Item1, topic))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Theory]
    [InlineData("pihub/+/state", "pihub/+/state", true)]
    [InlineData("pihub/#", "pihub/+/state", true)]
    [InlineData("pihub/#", "pihub", true)]
    [InlineData("pihub/+/state", "pihub/#", false)]
    [InlineData("pihub/a/state", "pihub/+/state", false)]
    [InlineData("pihub/+", "pihub/a/state", false)]
    public void Covers_Filter_IsWithinTheGrant(string granted, string asked, bool expected) =>
        Assert.Equal(expected, TopicPattern.Covers(granted, asked));

    private static Gen<string> Texts(params string[] levels) =>
        Gen.Choose(1, 4).SelectMany(count => Gen.Elements(levels).ListOf(count)).Select(list => string.Join('/', list));
}
