using System.Net;
using System.Text.Json.Nodes;
using PiHub.Access;

namespace PiHub.Api.Tests.Broker;

public sealed class BrokerEndpointsTests(ApiHost host) : IClassFixture<ApiHost>
{
    private static readonly object Message = new { topic = "roles", payload = "x" };

    [Theory]
    [InlineData("GET", "/api/broker", Role.Viewer)]
    [InlineData("GET", "/api/broker/clients", Role.Viewer)]
    [InlineData("GET", "/api/broker/rejected", Role.Viewer)]
    [InlineData("GET", "/api/mqtt/rejected", Role.Viewer)]
    [InlineData("GET", "/api/broker/retained", Role.Operator)]
    [InlineData("POST", "/api/broker/publish", Role.Operator)]
    [InlineData("DELETE", "/api/broker/clients/nobody", Role.Admin)]
    [InlineData("DELETE", "/api/broker/retained?topic=none", Role.Admin)]
    public async Task Route_NeedsItsRole(string method, string path, Role needed)
    {
        object? body = method == "POST" ? Message : null;
        foreach (Role role in Enum.GetValues<Role>())
        {
            (HttpStatusCode status, JsonNode? answer) = await host.AskAsync(new HttpMethod(method), path, role, body);
            Assert.True((status != HttpStatusCode.Forbidden) == (role >= needed), $"{role}: {status}");
            Assert.True(role >= needed || (string?)answer?["detail"] == "Your role does not allow this.", $"{answer}");
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await host.AskAsync(new HttpMethod(method), path, role: null, body)).Status);
    }

    [Fact]
    public async Task Status_TellsNumbersRatesAndListeners()
    {
        using SocketClient client = await SocketClient.ConnectAsync(host.MqttPort, "status-client", "status/#");

        JsonNode status = await host.GetAsync("/api/broker");

        Assert.True((int?)status["clients_connected"] >= 1);
        Assert.True((int?)status["clients_known"] >= 1);
        Assert.True((int?)status["subscriptions"] >= 1);
        Assert.True((double?)status["rates"]?["received"] >= 0);
        Assert.Equal(host.MqttPort, (int?)status["listeners"]?["mqtt_port"]);
        Assert.Equal("/mqtt", (string?)status["listeners"]?["websocket_path"]);
        string[] others =
        [
            "retained_messages", "retained_bytes", "messages_received", "messages_sent", "messages_dropped", "messages_rejected",
            "queued_messages", "queued_bytes", "in_flight_messages", "messages_in_journal",
        ];
        Assert.All(others, name => Assert.True((long?)status[name] >= 0, name));
        Assert.True(status.AsObject().ContainsKey("store_trouble"));
        Assert.Empty(status["bridges"]!.AsArray()); // it has none
    }

    [Fact]
    public async Task OpenApi_DescribesEveryRoute()
    {
        JsonNode document = await host.GetAsync("/openapi/v1.json");

        string[] paths = [.. document["paths"]?.AsObject().Select(pair => pair.Key) ?? []];
        Assert.Superset(
            new HashSet<string>
            {
                "/api/broker", "/api/broker/clients", "/api/broker/clients/{id}", "/api/broker/retained", "/api/broker/publish", "/api/broker/rejected",
            },
            paths.ToHashSet());
    }

    [Fact]
    public async Task Rejected_IsTheSameUnderBothNames()
    {
        await host.AskAsync(HttpMethod.Post, "/api/broker/publish", Role.Operator, new { topic = "bad/rejected", payload = "x" });

        JsonNode broker = await host.GetAsync("/api/broker/rejected");
        JsonNode mqtt = await host.GetAsync("/api/mqtt/rejected");

        Assert.Equal("bad/rejected", (string?)broker["messages"]?[0]?["topic"]);
        Assert.Equal("$hub", (string?)broker["messages"]?[0]?["client_id"]);
        Assert.Equal(JudgingJournal.Reason, (string?)broker["messages"]?[0]?["reason"]);
        Assert.True(JsonNode.DeepEquals(broker, mqtt));
    }
}
