using FsCheck;
using FsCheck.Fluent;
using PiHub.Mqtt.Subscriptions;
using PiHub.PluginHost.Capabilities;

namespace PiHub.PluginHost.Tests.Capabilities;

public sealed class TopicGrantTests
{
    [Theory]
    [InlineData("#", "pihub/+/state", true)]
    [InlineData("pihub/#", "pihub", true)]
    [InlineData("pihub/#", "pihub/#", true)]
    [InlineData("pihub/+/state", "pihub/meter/state", true)]
    [InlineData("pihub/+/state", "pihub/+/state", true)]
    [InlineData("pihub/meter/state", "pihub/+/state", false)]
    [InlineData("pihub/+", "pihub/#", false)]
    [InlineData("pihub/+/state", "pihub/#", false)]
    [InlineData("pihub/+/state", "pihub/meter", false)]
    public void Covers_Table(string granted, string asked, bool expected) => Assert.Equal(expected, TopicGrant.Covers(granted, asked));

    /// <summary>No topic is reachable through a covered filter that the grant itself would not match.</summary>
    [Fact]
    public void Covers_NeverReachesBeyondTheGrant()
    {
        Gen<string> level = Gen.Elements("a", "b", "+");
        Gen<string> filter = level.NonEmptyListOf().Select(levels => string.Join('/', levels.Take(3)))
            .SelectMany(text => Gen.Elements(text, text + "/#"));
        Gen<string> topic = Gen.Elements("a", "b").NonEmptyListOf().Select(levels => string.Join('/', levels.Take(4)));
        Prop.ForAll(
            (from granted in filter from asked in filter from name in topic select (granted, asked, name)).ToArbitrary(),
            sample => !TopicGrant.Covers(sample.granted, sample.asked)
                || !TopicFilter.Matches(sample.asked, sample.name)
                || TopicFilter.Matches(sample.granted, sample.name))
            .QuickCheckThrowOnFailure();
    }
}
