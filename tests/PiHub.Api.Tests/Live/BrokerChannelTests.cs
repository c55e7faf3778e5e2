using System.Text.Json.Nodes;
using PiHub.Access;
using PiHub.Api.Live;
using PiHub.Api.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Api.Tests.Live;

public sealed class BrokerChannelTests : IAsyncLifetime
{
    private readonly ApiHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Mqtt_TellsRetainedThenLiveMessages_AndSubscribesOnlyWhileWatched()
    {
        await PublishAsync("watched/a", "kept", retain: true);
        int before = _host.Broker.Status().Subscriptions;
        EventStreamClient client = await _host.WatchAsync(Role.Operator, "mqtt/watched/#");

        JsonNode? kept = (await client.NextAsync("mqtt/watched/#"))["data"];
        Assert.Equal(("watched/a", "kept", true), ((string?)kept?["topic"], (string?)kept?["payload"], (bool?)kept?["retain"]));
        Assert.Equal(before + 1, _host.Broker.Status().Subscriptions);
        await PublishAsync("watched/b", "live");
        JsonNode? live = (await client.NextAsync("mqtt/watched/#"))["data"];
        Assert.Equal(("watched/b", "text", false, 4), ((string?)live?["topic"], (string?)live?["encoding"], (bool?)live?["retain"], (int?)live?["size"]));

        // The answer to a wrong channel says that the selection before it is done.
        await client.SubscribeAsync("nonsense");
        await client.NextAsync("error");
        await client.SubscribeAsync("nonsense");
        await client.NextAsync("error");
        Assert.Equal(before, _host.Broker.Status().Subscriptions);
        await client.DisposeAsync();
    }

    [Fact]
    public async Task Mqtt_ForAViewer_IsRefused_AndTheBrokerChannelIsNot()
    {
        await using EventStreamClient client = await _host.WatchAsync(Role.Viewer, "mqtt/#", "broker");

        Assert.Contains("operator", (string?)(await client.NextAsync("error"))["data"]?["message"], StringComparison.Ordinal);
        JsonNode status = await client.NextAsync("broker");
        Assert.NotNull(status["data"]?["rates"]?["received"]);
    }

    [Fact]
    public async Task Mqtt_MoreFiltersThanAllowed_AreRefused_AndTheFirstAreWatched()
    {
        int before = _host.Broker.Status().Subscriptions;
        string[] channels = [.. Enumerable.Range(0, TopicWatches.Maximum + 1).Select(i => $"mqtt/limit/{i}")];
        await using EventStreamClient client = await _host.WatchAsync(Role.Operator, channels);

        await client.NextAsync("error");

        Assert.Equal(before + TopicWatches.Maximum, _host.Broker.Status().Subscriptions);
    }

    private async Task PublishAsync(string topic, string payload, bool retain = false) => await _host.Bus.PublishAsync(
        new BusMessage { Topic = topic, Payload = System.Text.Encoding.UTF8.GetBytes(payload), Retain = retain }, CancellationToken.None);
}
