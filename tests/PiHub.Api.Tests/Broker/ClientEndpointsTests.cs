using System.Net;
using System.Text.Json.Nodes;
using PiHub.Access;

namespace PiHub.Api.Tests.Broker;

public sealed class ClientEndpointsTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task List_ShowsWhatAClientIs()
    {
        using SocketClient client = await SocketClient.ConnectAsync(host.MqttPort, "one", "b/#", "a/+");

        JsonNode shown = (await host.GetAsync("/api/broker/clients?search=ONE"))["clients"]?[0] ?? "nothing";

        Assert.Equal("one", (string?)shown["id"]);
        Assert.Equal("connected", (string?)shown["state"]);
        Assert.Equal("3.1.1", (string?)shown["protocol"]);
        Assert.Equal("tcp", (string?)shown["transport"]);
        Assert.Equal("127.0.0.1", (string?)shown["address"]);
        Assert.Equal("anonymous", (string?)shown["user"]);
        Assert.Equal(60, (double?)shown["keep_alive_s"]);
        Assert.Equal(["a/+", "b/#"], shown["subscriptions"]?.AsArray().Select(filter => (string?)filter) ?? []);
    }

    [Fact]
    public async Task List_IsPagedById_AndFilteredByState()
    {
        using SocketClient a = await SocketClient.ConnectAsync(host.MqttPort, "page-a");
        using SocketClient b = await SocketClient.ConnectAsync(host.MqttPort, "page-b");
        using SocketClient c = await SocketClient.ConnectAsync(host.MqttPort, "page-c");

        JsonNode first = await host.GetAsync("/api/broker/clients?search=page-&limit=2");
        JsonNode second = await host.GetAsync($"/api/broker/clients?search=page-&limit=2&after={first["next"]}");

        Assert.Equal(["page-a", "page-b"], Ids(first));
        Assert.Equal(3, (int?)first["total"]);
        Assert.Equal(["page-c"], Ids(second));
        Assert.Null(second["next"]);
        Assert.Empty(Ids(await host.GetAsync("/api/broker/clients?search=page-&state=disconnected")));
        Assert.Equal(3, Ids(await host.GetAsync("/api/broker/clients?search=page-&state=connected")).Count);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=1001", "limit")]
    [InlineData("limit=many", "limit")]
    [InlineData("state=asleep", "state")]
    public async Task List_BadInput_IsNamed(string query, string field)
    {
        (HttpStatusCode status, JsonNode? body) = await host.AskAsync(HttpMethod.Get, $"/api/broker/clients?{query}", Role.Owner);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotNull(body?["errors"]?[field]);
    }

    [Theory]
    [InlineData("ends", "ends")]
    [InlineData("with/slash", "with%2Fslash")]
    [InlineData("with space?", "with%20space%3F")]
    public async Task End_ClosesTheConnection_AndTheClientIsGone(string id, string escaped)
    {
        using SocketClient client = await SocketClient.ConnectAsync(host.MqttPort, id);

        (HttpStatusCode status, _) = await host.AskAsync(HttpMethod.Delete, $"/api/broker/clients/{escaped}?session=delete", Role.Admin);
        await client.ExpectEndAsync();

        Assert.Equal(HttpStatusCode.NoContent, status);
    }

    [Theory]
    [InlineData("nobody", HttpStatusCode.NotFound)]
    [InlineData("nobody?session=keep", HttpStatusCode.NotFound)]
    [InlineData("nobody?session=burn", HttpStatusCode.BadRequest)]
    public async Task End_BadInput_IsRefused(string path, HttpStatusCode expected)
    {
        (HttpStatusCode status, JsonNode? body) = await host.AskAsync(HttpMethod.Delete, $"/api/broker/clients/{path}", Role.Admin);

        Assert.Equal(expected, status);
        Assert.NotNull(body?["title"]);
    }

    private static List<string?> Ids(JsonNode page) => [.. page["clients"]?.AsArray().Select(client => (string?)client?["id"]) ?? []];
}
