using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using PiHub.Mqtt.Bridges;

namespace PiHub.Mqtt.Tests.Bridges;

public sealed class BridgesSetupTests
{
    public static TheoryData<string, string> Mistakes => new()
    {
        { "Bridges:0:Name=", "Mqtt:Bridges:0:Name '' is not a name: use 1 to 64 of a-z, 0-9 and -." },
        { "Bridges:0:Name=external", "Mqtt:Bridges:0:Name 'external' is kept for Mqtt:External: choose another one." },
        { "Bridges:0:Server=", "Mqtt:Bridges:0:Server is missing: set it to the remote broker, as mqtt://host." },
        { "Bridges:0:Server=http://x", "Mqtt:Bridges:0:Server is wrong: the server must be given as mqtt://host, mqtts://host, ws://host/mqtt or wss://host/mqtt" },
        { "Bridges:0:Version=4", "Mqtt:Bridges:0:Version '4' is unknown: say 5 or 3.1.1." },
        { "Bridges:0:Sever=x", "Mqtt:Bridges:0:Sever is no setting" },
        { "Bridges:0:KeepAlive=soon", "Mqtt:Bridges:0:KeepAlive 'soon' cannot be read: write a duration as hh:mm:ss or d.hh:mm:ss." },
        { "Bridges:0:OutboxMessages=0", "Mqtt:Bridges:0:OutboxMessages is wrong: The field OutboxMessages must be between 1 and 10000000." },
        { "Bridges:0:OutboxOverflow=Wait", "Mqtt:Bridges:0:OutboxOverflow 'Wait' cannot be read: say DropOldest or Reject." },
        { "Bridges:0:PasswordFile=/none", "Mqtt:Bridges:0:PasswordFile '/none' cannot be read" },
        { "Bridges:0:CertificateAuthorityFile=/none", "Mqtt:Bridges:0:CertificateAuthorityFile '/none' does not exist" },
        { "Bridges:0:Topics:0:Filter=a#", "Mqtt:Bridges:0:Topics:0:Filter 'a#' is, behind its prefixes, not a topic filter" },
        { "Bridges:0:Topics:0:LocalPrefix=+/", "Mqtt:Bridges:0:Topics:0:LocalPrefix '+/' has a wildcard" },
        { "Bridges:0:Topics:0:Direction=up", "Mqtt:Bridges:0:Topics:0:Direction 'up' cannot be read: say Both or In or Out." },
        { "Bridges:0:Topics:0:QualityOfService=3", "Mqtt:Bridges:0:Topics:0:QualityOfService is wrong" },
        { "Bridges:0:Version=3.1.1", "Mqtt:Bridges:0:Topics:0:Direction sends to topics that also come in, and with MQTT 3.1.1 what is sent comes back: set Version to 5" },
        { "Bridges:1:Name=cloud", "Mqtt:Bridges:1:Name 'cloud' is taken by Mqtt:Bridges:0: choose another one." },
        { "Bridges:1:Name=other", "Mqtt:Bridges:1:Topics is empty: say what to carry, as in Mqtt:Bridges:1:Topics:0:Filter." },
        { "Bridges=cloud", "Mqtt:Bridges is a list of bridges, not 'cloud'" },
        { "Mode=both", "Mqtt:Mode 'both' is unknown: say embedded or external." },
        { "Mode=external", "Mqtt:Mode is external, but Mqtt:External:Server is missing: set it to the broker, as mqtt://host." },
        { "External:Topics:0:Filter=#", "Mqtt:External:Topics is no setting" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistake_IsNamedWithPlaceAndRemedy(string line, string said)
    {
        IEnumerable<string> found = Check([.. Valid, line]).Failures ?? [];
        Assert.Contains(found, failure => failure.StartsWith(said, StringComparison.Ordinal));
    }

    [Fact]
    public void Mistakes_Several_AreNamedAtOnce()
    {
        string[] found = [.. Check([.. Valid, "Bridges:0:KeepAlive=soon", "Bridges:0:Topics:0:Filter=a#", "Mode=both"]).Failures ?? []];
        Assert.Equal(3, found.Length);
    }

    [Theory]
    [InlineData]
    [InlineData("Mode=External", "External:Server=mqtts://broker")]
    [InlineData("Bridges:0:Version=3.1.1", "Bridges:0:Topics:0:Direction=out")]
    [InlineData("Bridges:0:Version=3.1.1", "Bridges:0:Topics:0:Direction=out", "Bridges:0:Topics:0:RemotePrefix=up/", "Bridges:0:Topics:1:Filter=#", "Bridges:0:Topics:1:Direction=in", "Bridges:0:Topics:1:RemotePrefix=down/")]
    public void Settings_Right_AreTaken(params string[] lines) => Assert.True(Check([.. Valid, .. lines]).Succeeded);

    [Fact]
    public void External_WithMqtt311_IsRefused() => Assert.Contains(
        "Mqtt:External:Version 3.1.1 does not do", Check(["Mode=external", "External:Server=mqtt://b", "External:Version=3.1.1"]).FailureMessage, StringComparison.Ordinal);

    [Theory]
    [InlineData("a/#", "a", true)]
    [InlineData("a/+", "a/b", true)]
    [InlineData("+/b", "a/+", true)]
    [InlineData("#", "$SYS/a", false)]
    [InlineData("a/+", "a/b/c", false)]
    [InlineData("a/#", "b/#", false)]
    [InlineData("a/+/c", "a/b/#", true)]
    [InlineData("a", "a/b", false)]
    public void Filters_Overlap_WhenSomeTopicMatchesBoth(string first, string second, bool expected)
    {
        Assert.Equal(expected, FilterOverlap.Exists(first, second));
        Assert.Equal(expected, FilterOverlap.Exists(second, first));
    }

    private static readonly string[] Valid = ["Bridges:0:Name=cloud", "Bridges:0:Server=mqtt://b", "Bridges:0:Topics:0:Filter=t/#"];

    private static ValidateOptionsResult Check(IEnumerable<string> lines)
    {
        var settings = new Dictionary<string, string?>();
        foreach (string[] parts in lines.Select(line => line.Split('=', 2)))
        {
            settings["Mqtt:" + parts[0]] = parts[1];
        }

        var setup = new BridgesSetup(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        var options = new BridgesOptions();
        setup.Configure(options);
        return setup.Validate(null, options);
    }
}
