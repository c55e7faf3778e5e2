using PiHub.Mqtt.Access;
using PiHub.Mqtt.Subscriptions;

namespace PiHub.Mqtt.Tests.Access;

public sealed class FilterCoverTests
{
    private static readonly string[] Names = ["a", "b", "", "$s"];

    // Every topic of up to four of the names; a fifth name stands for all others.
    private static readonly string[] Topics = [.. Enumerable.Range(1, 4).SelectMany(levels => Combine([.. Names, "other"], levels)).Where(TopicName.IsValid)];

    private static readonly string[] Filters =
    [
        .. Enumerable.Range(1, 3).SelectMany(levels => Combine([.. Names, "+"], levels)).Where(TopicFilter.IsValid),
        .. Enumerable.Range(1, 2).SelectMany(levels => Combine([.. Names, "+"], levels)).Select(filter => $"{filter}/#"),
        "#",
    ];

    [Fact]
    public void Covers_EveryPairOfSmallFilters_MeansThatEveryTopicIsMatched()
    {
        int covered = 0;
        var topics = Filters.ToDictionary(filter => filter, filter => Topics.Where(topic => TopicFilter.Matches(filter, topic)).ToHashSet());
        foreach (string cover in Filters)
        {
            foreach (string filter in Filters)
            {
                bool expected = topics[filter].IsSubsetOf(topics[cover]);
                Assert.True(expected == FilterCover.Covers(cover, filter), $"'{cover}' covers '{filter}': {expected} is expected");
                covered += expected ? 1 : 0;
            }
        }

        Assert.True(covered > Filters.Length, $"only {covered} pairs cover");
    }

    [Theory]
    [InlineData("$share/group/a/+", "a/+")]
    [InlineData("$share/group", "$share/group")]
    [InlineData("a/b", "a/b")]
    public void WithoutGroup_Filter_IsWhatIsBehindTheGroup(string filter, string expected) =>
        Assert.Equal(expected, FilterCover.WithoutGroup(filter));

    private static IEnumerable<string> Combine(string[] names, int levels) =>
        levels == 1 ? names : Combine(names, levels - 1).SelectMany(_ => names, (start, name) => $"{start}/{name}");
}
