using System.CommandLine;
using System.Text.Json.Nodes;
using PiHub.Host.Cli;

namespace PiHub.Host.Tests.Cli;

public sealed class TokenCommandTests
{
    [Fact]
    public void CreateRequest_NamesScopesAndEnd()
    {
        JsonObject request = TokenCommand.CreateRequest(
            "app", "viewer", ["http:read", "mqtt:subscribe"], new DateTimeOffset(2027, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)));

        Assert.Equal(
            """{"name":"app","role":"viewer","scopes":["http:read","mqtt:subscribe"],"expires_at":"2027-01-01T00:00:00Z"}""",
            request.ToJsonString());
    }

    [Fact]
    public void CreateRequest_WithoutThem_LeavesThemOpen() =>
        Assert.Equal("""{"name":"app","role":"viewer","scopes":[],"expires_at":null}""", TokenCommand.CreateRequest("app", "viewer", [], null).ToJsonString());

    [Theory]
    [InlineData("token create app --role viewer --scope http:read --scope mqtt:publish --expires 90d", 0)]
    [InlineData("token create app", 1)]
    [InlineData("token create app --role viewer --scope", 1)]
    [InlineData("user add ann --role admin --password-file secret", 0)]
    [InlineData("user add ann", 1)]
    [InlineData("user passwd ann", 0)]
    [InlineData("user list", 0)]
    public void Arguments_AreUnderstood(string line, int errors)
    {
        var root = new RootCommand { TokenCommand.Create(), UserCommand.Create() };

        Assert.Equal(errors > 0, root.Parse(line).Errors.Count > 0);
    }

    [Fact]
    public void LineOf_TellsScopesEndAndUse_WhereThereAreSome()
    {
        JsonNode? key = JsonNode.Parse(
            """{"id":"0a","name":"app","role":"viewer","scopes":["http:read"],"created_at":"A","expires_at":"B","last_used_at":"C"}""");

        Assert.Equal("0a  viewer     A  app  scopes: http:read  ends B  last used C", TokenCommand.LineOf(key));
        Assert.Equal("0a  viewer     A  app", TokenCommand.LineOf(JsonNode.Parse("""{"id":"0a","name":"app","role":"viewer","scopes":[],"created_at":"A"}""")));
    }
}
