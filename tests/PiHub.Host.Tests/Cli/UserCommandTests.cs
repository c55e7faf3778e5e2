using System.Text.Json.Nodes;
using PiHub.Host.Cli;

namespace PiHub.Host.Tests.Cli;

public sealed class UserCommandTests
{
    [Fact]
    public void AddRequest_ShowsTheNameWhereNoOtherIsGiven()
    {
        Assert.Equal(
            """{"user_name":"ann","display_name":"ann","role":"admin","password":"correct horse"}""",
            UserCommand.AddRequest("ann", displayName: null, "admin", "correct horse").ToJsonString());
        Assert.Equal("Ann", (string?)UserCommand.AddRequest("ann", "Ann", "admin", "x")["display_name"]);
    }

    [Theory]
    [InlineData("ANN", "1")]
    [InlineData("bob", "2")]
    [InlineData("eve", null)]
    public void IdOf_FindsAUserInAnyCase(string name, string? expected) =>
        Assert.Equal(expected, UserCommand.IdOf(JsonNode.Parse("""[{"id":"1","user_name":"ann"},{"id":"2","user_name":"bob"}]"""), name));

    [Fact]
    public void LineOf_TellsWhoIsDisabledOrWasNeverSeen()
    {
        Assert.Equal("admin      enabled   2026-01-01T00:00:00Z      ann", UserCommand.LineOf(JsonNode.Parse(
            """{"user_name":"ann","role":"admin","is_disabled":false,"last_seen_at":"2026-01-01T00:00:00Z"}""")));
        Assert.Equal("viewer     disabled  never seen                bob", UserCommand.LineOf(JsonNode.Parse(
            """{"user_name":"bob","role":"viewer","is_disabled":true,"last_seen_at":null}""")));
    }
}
