using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using PiHub.Mqtt.Access;

namespace PiHub.Mqtt.Tests.Access;

public sealed class AclSetupTests
{
    [Fact]
    public void Configuration_WithRules_IsReadInItsOrder()
    {
        AclOptions options = Read("""
            {"Mqtt":{"Acl":[{"Topic":"b","effect":"Deny"},{"Topic":"a","Effect":"allow","Access":"Subscribe","User":"u","Role":"viewer","ClientId":"c"}]}}
            """, out ValidateOptionsResult result);

        Assert.True(result.Succeeded, result.FailureMessage);
        Assert.Equal(["b", "a"], options.Rules.Select(rule => rule.Topic));
    }

    [Theory]
    [InlineData("""{"Topic":"a/#/b","Effect":"deny"}""", "Mqtt:Acl:0:Topic 'a/#/b' is no topic filter")]
    [InlineData("""{"Effect":"deny"}""", "Mqtt:Acl:0:Topic is missing")]
    [InlineData("""{"Topic":"$share/g/a","Effect":"deny"}""", "Mqtt:Acl:0:Topic '$share/g/a' names a shared subscription")]
    [InlineData("""{"Topic":"a"}""", "Mqtt:Acl:0:Effect is missing")]
    [InlineData("""{"Topic":"a","Effect":"refuse"}""", "Mqtt:Acl:0:Effect 'refuse' is unknown")]
    [InlineData("""{"Topic":"a","Effect":"deny","Access":"read"}""", "Mqtt:Acl:0:Access 'read' is unknown")]
    [InlineData("""{"Topic":"a","Effect":"deny","Role":"king"}""", "Mqtt:Acl:0:Role 'king' is unknown: the roles are device, viewer")]
    [InlineData("""{"Topic":"a","Effect":"deny","User":""}""", "Mqtt:Acl:0:User is empty")]
    [InlineData("""{"Topic":"a","Effect":"deny","Usr":"u"}""", "Mqtt:Acl:0:Usr is no setting")]
    public void Configuration_WithAMistake_IsRefusedByItsPlace(string rule, string expected)
    {
        Read($$$"""{"Mqtt":{"Acl":[{{{rule}}}]}}""", out ValidateOptionsResult result);

        Assert.Contains(expected, Assert.Single(result.Failures ?? []), StringComparison.Ordinal);
    }

    [Fact]
    public void Configuration_WithManyMistakes_NamesAll()
    {
        Read("""{"Mqtt":{"Acl":[{"Topic":"#a","Effect":"x"},{"Topic":"a","Effect":"deny"},{"Topic":"+a","Effect":"deny","Access":""}]}}""", out ValidateOptionsResult result);

        Assert.Equal(
            ["Mqtt:Acl:0:Topic", "Mqtt:Acl:0:Effect", "Mqtt:Acl:2:Topic", "Mqtt:Acl:2:Access"],
            result.Failures?.Select(failure => failure.Split(' ')[0]));
    }

    [Fact]
    public void Configuration_WithTextInPlaceOfRules_IsRefused()
    {
        Read("""{"Mqtt":{"Acl":"everything"}}""", out ValidateOptionsResult result);

        Assert.Contains("Mqtt:Acl is a list of rules", result.FailureMessage, StringComparison.Ordinal);
    }

    private static AclOptions Read(string json, out ValidateOptionsResult result)
    {
        var setup = new AclSetup(new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build());
        var options = new AclOptions { Roles = ["device", "viewer"] };
        setup.Configure(options);
        result = setup.Validate(null, options);
        return options;
    }
}
