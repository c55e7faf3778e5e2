using Microsoft.Extensions.Options;
using PiHub.Mqtt.Access;

namespace PiHub.Mqtt.Tests.Access;

public sealed class TopicAclTests
{
    [Fact]
    public void Rules_FirstThatMatches_Wins()
    {
        MqttClientAccess access = Apply([Rule("a/b", "deny"), Rule("a/#", "allow"), Rule("#", "deny")]);

        Assert.False(access.MayPublish("a/b"));
        Assert.True(access.MayPublish("a/c"));
        Assert.False(access.MayPublish("c"));
    }

    [Fact]
    public void Rules_NoneMatches_TheRoleDecides()
    {
        MqttClientAccess access = Apply([Rule("x", "allow")], new MqttClientAccess
        {
            Name = "n",
            MayPublish = topic => topic == "mine",
            MaySubscribe = filter => filter == "mine" ? SubscribePermission.Granted : SubscribePermission.NotAuthorized,
        });

        Assert.Equal((true, true, false), (access.MayPublish("x"), access.MayPublish("mine"), access.MayPublish("other")));
        Assert.Equal(SubscribePermission.Granted, access.MaySubscribe("x"));
        Assert.Equal(SubscribePermission.Granted, access.MaySubscribe("mine"));
        Assert.Equal(SubscribePermission.NotAuthorized, access.MaySubscribe("other"));
    }

    [Fact]
    public void Rules_OfOneAccess_LeaveTheOtherAlone()
    {
        MqttClientAccess access = Apply([Rule("in", "deny", "publish"), Rule("out", "deny", "subscribe")]);

        Assert.Equal((false, true), (access.MayPublish("in"), access.MayPublish("out")));
        Assert.Equal((SubscribePermission.Granted, SubscribePermission.Closed), (access.MaySubscribe("in"), access.MaySubscribe("out")));
        Assert.Equal((true, false), (access.MayReceive?.Invoke("in"), access.MayReceive?.Invoke("out")));
    }

    [Theory]
    [InlineData("secret/+", SubscribePermission.Closed)]
    [InlineData("secret/#", SubscribePermission.Closed)]
    [InlineData("$share/group/secret/x", SubscribePermission.Closed)]
    [InlineData("+/x", SubscribePermission.Granted)]
    [InlineData("#", SubscribePermission.Granted)]
    public void Subscribe_DenyRule_RefusesWhatItCovers(string filter, SubscribePermission expected)
    {
        MqttClientAccess access = Apply([Rule("secret/#", "deny")]);

        Assert.Equal(expected, access.MaySubscribe(filter));
        Assert.False(access.MayReceive?.Invoke("secret/x"));
        Assert.True(access.MayReceive?.Invoke("open/x"));
    }

    [Theory]
    [InlineData("a/b", SubscribePermission.Granted)]
    [InlineData("a/+", SubscribePermission.Granted)]
    [InlineData("a/#", SubscribePermission.NotAuthorized)]
    [InlineData("+/b", SubscribePermission.NotAuthorized)]
    public void Subscribe_AllowRule_MustCoverTheWholeFilter(string filter, SubscribePermission expected)
    {
        var nothing = new MqttClientAccess { Name = "n", MaySubscribe = _ => SubscribePermission.NotAuthorized };

        Assert.Equal(expected, Apply([Rule("a/+", "allow")], nothing).MaySubscribe(filter));
    }

    [Fact]
    public void Subscribe_DenyRuleForSome_IsNotAuthorized()
    {
        AclRuleOptions rule = Rule("a", "deny");
        rule.User = "n*";

        Assert.Equal(SubscribePermission.NotAuthorized, Apply([rule]).MaySubscribe("a"));
        Assert.Equal(SubscribePermission.Granted, Apply([rule], new MqttClientAccess { Name = "m" }).MaySubscribe("a"));
    }

    [Theory]
    [InlineData("meter-*", null, null, true)]
    [InlineData("meter-?", null, null, true)]
    [InlineData("Meter-1", null, null, false)]
    [InlineData(null, "DEVICE", null, true)]
    [InlineData(null, "viewer", null, false)]
    [InlineData(null, null, "c1", true)]
    [InlineData("meter-1", "device", "c2", false)]
    public void Rule_ForSome_CountsForThoseThatAllItsPatternsFit(string? user, string? role, string? clientId, bool expected)
    {
        var rule = new AclRuleOptions { User = user, Role = role, ClientId = clientId, Topic = "#", Effect = "deny" };
        MqttClientAccess access = Acl([rule]).Apply(new MqttClientAccess { Name = "meter-1" }, "Device", "c1");

        Assert.Equal(expected, !access.MayPublish("t"));
    }

    [Theory]
    [InlineData("ann", "x", "home/ann/x/t", true)]
    [InlineData("ann", "x", "home/bob/x/t", false)]
    [InlineData("%c", "x", "home/x/x/t", false)]
    [InlineData("%c", "x", "home/%c/x/t", true)]
    [InlineData("#", "x", "home/a/x/t", false)]
    [InlineData("+", "x", "home/a/x/t", false)]
    [InlineData("a/b", "x", "home/a/b/x", false)]
    [InlineData("ann", "", "home/ann//t", false)]
    [InlineData("ann", "$x", "home/ann/$x/t", false)]
    public void Rule_WithNames_CoversTheClientsOwnTopicsAndNoOthers(string user, string clientId, string topic, bool expected)
    {
        var nothing = new MqttClientAccess { Name = user, MayPublish = _ => false };
        MqttClientAccess access = Acl([Rule("home/%u/%c/#", "allow")]).Apply(nothing, "device", clientId);

        Assert.Equal(expected, access.MayPublish(topic));
    }

    [Fact]
    public void Decisions_OfEverMoreTopics_StayRight()
    {
        MqttClientAccess access = Apply([Rule("closed/#", "deny")]);

        for (int i = 0; i < 5_000; i++)
        {
            Assert.True(access.MayPublish($"open/{i}"));
            Assert.False(access.MayPublish($"closed/{i}"));
        }

        Assert.True(access.MayPublish("open/0"));
    }

    [Fact]
    public void NoRule_ForTheClient_ChangesNothing()
    {
        AclRuleOptions rule = Rule("#", "deny");
        rule.User = "other";
        var defaults = new MqttClientAccess { Name = "n" };

        MqttClientAccess access = Apply([rule], defaults);

        Assert.Same(defaults.MayPublish, access.MayPublish);
        Assert.Null(access.MayReceive);
    }

    [Fact]
    public void Rules_Wrong_AreRefusedAllAtOnce()
    {
        OptionsValidationException refused = Assert.Throws<OptionsValidationException>(
            () => Acl([Rule("a/#/b", "deny"), new AclRuleOptions { Topic = "a", Access = "read" }]));

        Assert.Equal(3, refused.Failures.Count());
    }

    internal static AclRuleOptions Rule(string topic, string effect, string access = "both") =>
        new() { Topic = topic, Effect = effect, Access = access };

    internal static TopicAcl Acl(IEnumerable<AclRuleOptions> rules)
    {
        var options = new AclOptions();
        foreach (AclRuleOptions rule in rules)
        {
            options.Rules.Add(rule);
        }

        return new TopicAcl(Options.Create(options));
    }

    private static MqttClientAccess Apply(IEnumerable<AclRuleOptions> rules, MqttClientAccess? defaults = null) =>
        Acl(rules).Apply(defaults ?? new MqttClientAccess { Name = "n" }, "operator", "c");
}
