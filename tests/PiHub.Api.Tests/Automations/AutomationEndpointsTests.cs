using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using PiHub.Access;
using PiHub.Api.Tests.Broker;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Readings;

namespace PiHub.Api.Tests.Automations;

public sealed class AutomationEndpointsTests(AutomationsApiHost host) : IClassFixture<AutomationsApiHost>
{
    private const string Right = """
        {"name":"Hot","triggers":[{"type":"metric","device":"meter","metric":"power","is":"above","value":5,"hysteresis":1}],
         "conditions":[],"actions":[{"type":"notify","severity":"info","title":"{device} is at {value}"}],"cooldown_s":0}
        """;

    [Fact]
    public async Task Automation_CanBeAddedReadChangedSwitchedAndDeleted()
    {
        (HttpStatusCode status, JsonNode? added, string? tag) = await host.AskAsync(HttpMethod.Post, "/api/automations", body: Right);
        Assert.Equal((HttpStatusCode.Created, "\"1\""), (status, tag));
        string path = $"/api/automations/{added?["id"]}";
        Assert.Equal("waiting", (string?)added?["state"]);

        (status, JsonNode? changed, tag) = await host.AskAsync(HttpMethod.Put, path, body: Right.Replace("Hot", "Hotter", StringComparison.Ordinal), ifMatch: tag);
        Assert.Equal((HttpStatusCode.OK, "Hotter", "\"2\""), (status, (string?)changed?["name"], tag));
        (status, _, tag) = await host.AskAsync(HttpMethod.Put, path, body: Right, ifMatch: "\"1\"");
        Assert.Equal((HttpStatusCode.PreconditionFailed, "\"2\""), (status, tag));
        (_, JsonNode? off, _) = await host.AskAsync(HttpMethod.Post, path + "/disable");
        Assert.Equal(("off", false), ((string?)off?["state"], (bool?)off?["enabled"]));
        (_, JsonNode? on, _) = await host.AskAsync(HttpMethod.Post, path + "/enable");
        Assert.Equal("waiting", (string?)on?["state"]);
        (_, JsonNode? list, _) = await host.AskAsync(HttpMethod.Get, "/api/automations", Role.Viewer);
        Assert.Contains(list?.AsArray() ?? [], one => (string?)one?["id"] == (string?)added?["id"]);

        Assert.Equal(HttpStatusCode.NoContent, (await host.AskAsync(HttpMethod.Delete, path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await host.AskAsync(HttpMethod.Get, path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await host.AskAsync(HttpMethod.Post, path + "/test", body: """{"dry_run":true}""")).Status);
    }

    [Theory]
    [InlineData(""" "value":5 """, """ "value":"five" """, "triggers[0].value")]
    [InlineData(""" "severity":"info" """, """ "severity":"dire" """, "actions[0].severity")]
    [InlineData(""" "value":5 """, """ "value":"\ud800" """, "triggers[0].value")]
    public async Task WrongDefinition_IsRefused_ByThePathOfTheField(string right, string wrong, string path)
    {
        (HttpStatusCode status, JsonNode? problem, _) = await host.AskAsync(
            HttpMethod.Post, "/api/automations", body: Right.Replace(right.Trim(), wrong.Trim(), StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotNull(problem?["errors"]?[path]);
    }

    [Theory]
    [InlineData("GET", "", Role.Viewer, HttpStatusCode.OK)]
    [InlineData("GET", "", null, HttpStatusCode.Unauthorized)]
    [InlineData("POST", "", Role.Operator, HttpStatusCode.Forbidden)]
    [InlineData("PUT", "/x", Role.Operator, HttpStatusCode.Forbidden)]
    [InlineData("DELETE", "/x", Role.Operator, HttpStatusCode.Forbidden)]
    [InlineData("POST", "/x/test", Role.Operator, HttpStatusCode.Forbidden)]
    [InlineData("POST", "/x/enable", Role.Operator, HttpStatusCode.Forbidden)]
    [InlineData("DELETE", "/x", Role.Installer, HttpStatusCode.NotFound)]
    public async Task Roles_ReadAsViewer_AndChangeAsInstaller(string method, string path, Role? role, HttpStatusCode expected) =>
        Assert.Equal(expected, (await host.AskAsync(new HttpMethod(method), "/api/automations" + path, role, method is "GET" or "DELETE" ? null : Right)).Status);

    [Fact]
    public async Task Test_AnswersTheRun_AndARealOneIsInTheHistory()
    {
        (_, JsonNode? added, _) = await host.AskAsync(HttpMethod.Post, "/api/automations", body: Right);
        string path = $"/api/automations/{added?["id"]}";

        (_, JsonNode? dry, _) = await host.AskAsync(HttpMethod.Post, path + "/test", body: """{"dry_run":true}""");
        Assert.Equal(("dry_run", "planned"), ((string?)dry?["outcome"], (string?)dry?["actions"]?[0]?["status"]));
        (_, JsonNode? real, _) = await host.AskAsync(HttpMethod.Post, path + "/test", body: """{"dry_run":false}""");
        Assert.Equal(("succeeded", true), ((string?)real?["outcome"], (bool?)real?["is_test"]));
        (_, JsonNode? history, _) = await host.AskAsync(HttpMethod.Get, path + "/runs", Role.Viewer);
        Assert.Equal((long?)real?["id"], (long?)Assert.Single(history?["runs"]?.AsArray() ?? [])?["id"]);
    }

    [Fact]
    public async Task LiveTopic_TellsOfARun()
    {
        (_, JsonNode? added, _) = await host.AskAsync(HttpMethod.Post, "/api/automations", body: Right);
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-API-Key", host.KeyOf(Role.Viewer));
        await socket.ConnectAsync(new Uri($"ws://{host.Address.Authority}/api/events"), CancellationToken.None);
        var client = new EventStreamClient(socket);
        await client.SubscribeAsync("automations");
        await SampleAsync(1);
        await SampleAsync(9);

        JsonNode? data;
        do
        {
            data = (await client.NextAsync("automations"))["data"];
        }
        while ((string?)data?["id"] != (string?)added?["id"] || data?["last_run"] is null);

        Assert.Equal("succeeded", (string?)data?["last_run"]?["outcome"]);
    }

    [Fact]
    public async Task Command_IsSentOverTheBus_AndItsResultAnswered()
    {
        await host.Bus.PublishAsync(
            new BusMessage
            {
                Topic = "pihub/lamp/descriptor", Payload = Encoding.UTF8.GetBytes("""{"name":"Lamp","commands":[{"name":"on"}]}"""), Retain = true,
            },
            CancellationToken.None);
        await using IAsyncDisposable lamp = host.Bus.Subscribe("pihub/lamp/command/on", async (message, cancel) =>
        {
            JsonNode? command = JsonNode.Parse(message.Payload.Span);
            Assert.EndsWith("Z", (string?)command?["expires_at"], StringComparison.Ordinal);
            await host.Bus.PublishAsync(
                new BusMessage
                {
                    Topic = "pihub/lamp/command/on/result", Payload = Encoding.UTF8.GetBytes($$"""{"id":"{{command?["id"]}}","ok":true,"state":"on"}"""),
                },
                cancel);
        });
        HttpStatusCode status;
        JsonNode? result;
        do
        {
            // The registry hears of the descriptor a little later.
            (status, result, _) = await host.AskAsync(HttpMethod.Post, "/api/devices/lamp/commands/on", body: "{}");
        }
        while (status == HttpStatusCode.NotFound);

        Assert.Equal((true, "on"), ((bool?)result?["ok"], (string?)result?["state"]));
    }

    private ValueTask SampleAsync(double power) => host.Store.AppendAsync(
        new Sample { Device = "meter", Time = TimeProvider.System.GetUtcNow(), Metrics = new Dictionary<string, MetricValue> { ["power"] = power } },
        CancellationToken.None);
}
