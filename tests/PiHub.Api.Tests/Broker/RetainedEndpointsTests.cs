using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PiHub.Access;
using PiHub.Sdk.Bus;

namespace PiHub.Api.Tests.Broker;

public sealed class RetainedEndpointsTests(ApiHost host) : IClassFixture<ApiHost>
{
    [Fact]
    public async Task List_IsFilteredAndPagedByTopic()
    {
        foreach (string topic in new[] { "list/c", "list/a", "list/b", "other" })
        {
            await KeepAsync(topic, "x"u8.ToArray());
        }

        JsonNode first = await host.GetAsync("/api/broker/retained?filter=list/%2B&limit=2");
        JsonNode second = await host.GetAsync($"/api/broker/retained?filter=list/%2B&limit=2&after={first["next"]}");

        Assert.Equal(["list/a", "list/b"], Topics(first));
        Assert.Equal(["list/c"], Topics(second));
        Assert.Null(second["next"]);
        Assert.Contains("other", Topics(await host.GetAsync("/api/broker/retained")));
    }

    [Fact]
    public async Task List_TellsTextBytesAndLongPayloadsApart()
    {
        await KeepAsync("kinds/a", Encoding.UTF8.GetBytes("größe"));
        await KeepAsync("kinds/b", [0xff, 0x00]);
        await KeepAsync("kinds/c", Encoding.UTF8.GetBytes(new string('y', 5_000)));

        JsonNode page = await host.GetAsync("/api/broker/retained?filter=kinds/%23");

        Assert.Equal(("größe", "text", false, 7), Shown(page, 0));
        Assert.Equal(("/wA=", "base64", false, 2), Shown(page, 1));
        Assert.Equal((new string('y', 4_096), "text", true, 5_000), Shown(page, 2));
        Assert.Equal("$hub", (string?)page["messages"]?[0]?["client_id"]);
        Assert.Equal(1, (int?)page["messages"]?[0]?["qos"]);
    }

    [Theory]
    [InlineData("filter=a%23", "filter")]
    [InlineData("limit=-1", "limit")]
    public async Task List_BadInput_IsNamed(string query, string field)
    {
        (HttpStatusCode status, JsonNode? body) = await host.AskAsync(HttpMethod.Get, $"/api/broker/retained?{query}", Role.Owner);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotNull(body?["errors"]?[field]);
    }

    [Fact]
    public async Task Delete_RemovesTheMessage_AndThenThereIsNone()
    {
        await KeepAsync("gone/a b", "x"u8.ToArray());

        Assert.Equal(HttpStatusCode.NoContent, await DeleteAsync("gone/a%20b"));
        Assert.Empty(Topics(await host.GetAsync("/api/broker/retained?filter=gone/%23")));
        Assert.Equal(HttpStatusCode.NotFound, await DeleteAsync("gone/a%20b"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/%2B")]
    [InlineData("%23")]
    [InlineData("pihub/$hub/status")]
    [InlineData("$SYS/broker/uptime")]
    public async Task Delete_WhatIsNoTopicOrTheHubsOwn_IsRefused(string topic) =>
        Assert.Equal(HttpStatusCode.BadRequest, await DeleteAsync(topic));

    private static (string?, string?, bool?, int?) Shown(JsonNode page, int index)
    {
        JsonNode? message = page["messages"]?[index];
        return ((string?)message?["payload"], (string?)message?["encoding"], (bool?)message?["truncated"], (int?)message?["size"]);
    }

    private static List<string?> Topics(JsonNode page) => [.. page["messages"]?.AsArray().Select(message => (string?)message?["topic"]) ?? []];

    private async Task<HttpStatusCode> DeleteAsync(string topic) =>
        (await host.AskAsync(HttpMethod.Delete, $"/api/broker/retained?topic={topic}", Role.Admin)).Status;

    private async Task KeepAsync(string topic, byte[] payload) =>
        await host.Bus.PublishAsync(new BusMessage { Topic = topic, Payload = payload, Retain = true }, CancellationToken.None);
}
