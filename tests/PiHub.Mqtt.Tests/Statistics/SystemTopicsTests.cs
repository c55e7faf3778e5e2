using System.Globalization;
using System.Text;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Statistics;

public sealed class SystemTopicsTests
{
    [Fact]
    public async Task Subscribe_SystemTopics_GetsTheNumbers()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("c");
        await client.SubscribeAsync("$SYS/#");
        var numbers = new Dictionary<string, string>();
        while (numbers.Count < 51)
        {
            PublishPacket publish = await client.ReadAsync<PublishPacket>();
            Assert.True(publish.Retain);
            numbers.Add(publish.Topic, Encoding.UTF8.GetString(publish.Payload.Span));
        }

        Assert.StartsWith("PiHub version ", numbers["$SYS/broker/version"], StringComparison.Ordinal);
        Assert.EndsWith(" seconds", numbers["$SYS/broker/uptime"], StringComparison.Ordinal);
        Assert.Equal("0.00", numbers["$SYS/broker/load/publish/sent/15min"]);
        Assert.Equal("0", numbers["$SYS/broker/retained messages/count"]);
        Assert.Equal(0, host.Broker.Status().RetainedMessages);
    }

    [Theory]
    [InlineData("#")]
    [InlineData("+/broker/version")]
    [InlineData("+/+/#")]
    public async Task Subscribe_LeadingWildcard_GetsNoSystemTopic(string filter)
    {
        // 4.7.2-1: neither retained nor live
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.SystemTopicsInterval = TimeSpan.FromMilliseconds(10));
        using RawClient client = await host.ConnectAsync("c");
        await client.SubscribeAsync(filter);
        await client.SubscribeAsync(new SubscriptionRequest { Filter = "$SYS/broker/heap/current", RetainHandling = RetainHandling.Never });
        Assert.Equal("$SYS/broker/heap/current", (await client.ReadAsync<PublishPacket>()).Topic);
    }

    [Fact]
    public async Task Traffic_IsPublishedWhenItChanges()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.SystemTopicsInterval = TimeSpan.FromMilliseconds(20));
        using RawClient publisher = await host.ConnectAsync("p");
        using RawClient client = await host.ConnectAsync("c");
        await client.SubscribeAsync(new SubscriptionRequest { Filter = "$SYS/broker/publish/bytes/received", RetainHandling = RetainHandling.Never });
        await client.SubscribeAsync(new SubscriptionRequest { Filter = "$SYS/broker/version", RetainHandling = RetainHandling.Never });
        await publisher.SendAsync(RawClient.Message("a", "12345678"));
        Assert.Equal("8", await client.ReadPayloadAsync());
        await publisher.SendAsync(RawClient.Message("a", "9"));
        Assert.Equal("9", await client.ReadPayloadAsync());
        await client.PingAsync();
    }

    [Theory]
    [InlineData("bytes/sent")]
    [InlineData("bytes/received")]
    [InlineData("messages/sent")]
    [InlineData("messages/received")]
    [InlineData("publish/bytes/sent")]
    [InlineData("publish/messages/sent")]
    [InlineData("publish/messages/received")]
    [InlineData("load/connections/1min")]
    [InlineData("load/bytes/received/5min")]
    [InlineData("clients/connected")]
    [InlineData("subscriptions/count")]
    [InlineData("shared_subscriptions/count")]
    [InlineData("retained messages/count")]
    public async Task Activity_MovesTheNumber(string name)
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.SystemTopicsInterval = TimeSpan.FromMilliseconds(20));
        var seen = new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable subscription = host.Bus.Subscribe($"$SYS/broker/{name}", (message, _) =>
        {
            double value = double.Parse(Encoding.UTF8.GetString(message.Payload.Span), CultureInfo.InvariantCulture);
            if (value > 1)
            {
                seen.TrySetResult(value);
            }

            return ValueTask.CompletedTask;
        });
        using RawClient first = await host.ConnectAsync("1");
        using RawClient second = await host.ConnectAsync("2");
        await first.SubscribeAsync("$share/g/a");
        await first.SubscribeAsync("$share/g/b");
        await second.SendAsync(RawClient.Message("a", "1", retain: true), RawClient.Message("b", "2", retain: true));
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Publish_ToSystemTopic_IsRefused()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("c");
        await client.SendAsync(RawClient.Message("$SYS/broker/version", "mine", quality: 1, packetId: 3, retain: true));
        Assert.Equal(ReasonCode.NotAuthorized, (await client.ReadAsync<AcknowledgementPacket>()).Reason);
        Assert.Equal(1, host.Broker.Status().MessagesRejected);
        await Assert.ThrowsAsync<BusRejectedException>(async () =>
            await host.Bus.PublishAsync(new BusMessage { Topic = "$SYS/x", Payload = "x"u8.ToArray() }, CancellationToken.None));
        await client.SubscribeAsync("$SYS/broker/version");
        Assert.StartsWith("PiHub", await client.ReadPayloadAsync(), StringComparison.Ordinal);
        Assert.Empty(host.Journal.Messages);
    }

    [Fact]
    public async Task Start_IntervalZero_PublishesNothing()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.SystemTopicsInterval = TimeSpan.Zero);
        using RawClient client = await host.ConnectAsync("c");
        await client.SubscribeAsync("$SYS/#");
        await client.PingAsync();
    }
}
