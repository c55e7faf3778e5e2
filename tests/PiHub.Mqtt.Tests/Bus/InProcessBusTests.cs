using System.Text;
using System.Threading.Channels;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Bus;

public sealed class InProcessBusTests
{
    [Fact]
    public async Task Publish_FromClient_ReachesTheHandlerAndBack()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        Channel<BusMessage> received = Channel.CreateBounded<BusMessage>(10);
        await using IAsyncDisposable subscription = host.Bus.Subscribe("up/+", received.Writer.WriteAsync);
        using RawClient client = await host.ConnectAsync("c");
        await client.SubscribeAsync("down");
        await client.SendAsync(RawClient.Message("up/1", "hello", quality: 1, packetId: 1));
        Assert.Equal("hello", Encoding.UTF8.GetString((await received.Reader.ReadAsync()).Payload.Span));
        await client.ReadAsync();
        await host.Bus.PublishAsync(Message("down", "answer"), CancellationToken.None);
        Assert.Equal("answer", await client.ReadPayloadAsync());
        Assert.Equal([("c", "up/1"), ("$hub", "down")], host.Journal.Messages.Select(message => (message.ClientId, message.Message.Topic)));
    }

    [Fact]
    public async Task Subscribe_Retained_ComesFirstWithTheFlag()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        await host.Bus.PublishAsync(Message("a", "kept") with { Retain = true }, CancellationToken.None);
        Channel<BusMessage> received = Channel.CreateBounded<BusMessage>(10);
        await using IAsyncDisposable subscription = host.Bus.Subscribe("#", received.Writer.WriteAsync);
        await host.Bus.PublishAsync(Message("b", "live") with { Retain = true }, CancellationToken.None);
        BusMessage first = await received.Reader.ReadAsync();
        BusMessage second = await received.Reader.ReadAsync();
        Assert.Equal([("a", true), ("b", false)], [(first.Topic, first.Retain), (second.Topic, second.Retain)]);
    }

    [Fact]
    public async Task Publish_Rejected_Throws()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        host.Journal.Judge = (_, _) => new(PublishVerdict.Rejected(ReasonCode.PayloadFormatInvalid, "no metrics"));
        var exception = await Assert.ThrowsAsync<BusRejectedException>(async () => await host.Bus.PublishAsync(Message("a", "x"), CancellationToken.None));
        Assert.Equal("no metrics", exception.Message);
        Assert.Equal(PublishedMessage.HubClientId, Assert.Single(host.Broker.Rejected.Snapshot()).ClientId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/+")]
    [InlineData("a\0")]
    public async Task Publish_BadTopic_IsAnArgumentException(string topic)
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        await Assert.ThrowsAsync<ArgumentException>(async () => await host.Bus.PublishAsync(Message(topic, "x"), CancellationToken.None));
        Assert.Throws<ArgumentException>(() => host.Bus.Subscribe("a#", (_, _) => ValueTask.CompletedTask));
        Assert.Empty(host.Journal.Messages);
    }

    [Fact]
    public async Task Publish_JournalNotDone_Waits()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        var commit = new TaskCompletionSource<PublishVerdict>();
        host.Journal.Judge = (_, _) => new(commit.Task);
        Task publishing = host.Bus.PublishAsync(Message("a", "x"), CancellationToken.None).AsTask();
        Assert.False(publishing.IsCompleted);
        commit.SetResult(PublishVerdict.Accepted);
        await publishing;
    }

    [Fact]
    public async Task Handler_Fails_GetsTheNextMessage()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        host.ExpectsErrors = true;
        var second = new TaskCompletionSource();
        await using IAsyncDisposable subscription = host.Bus.Subscribe("a", (message, _) =>
        {
            if (message.Payload.Span[0] == (byte)'1')
            {
                throw new InvalidOperationException("the handler is broken");
            }

            second.SetResult();
            return ValueTask.CompletedTask;
        });
        await host.Bus.PublishAsync(Message("a", "1"), CancellationToken.None);
        await host.Bus.PublishAsync(Message("a", "2"), CancellationToken.None);
        await second.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Contains("the handler is broken", Assert.Single(host.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handler_Slow_LosesTheOldest()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        var started = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        Channel<string> received = Channel.CreateBounded<string>(2_000);
        await using IAsyncDisposable subscription = host.Bus.Subscribe("a", async (message, _) =>
        {
            started.TrySetResult();
            await release.Task;
            await received.Writer.WriteAsync(Encoding.UTF8.GetString(message.Payload.Span), CancellationToken.None);
        });
        await host.Bus.PublishAsync(Message("a", "0"), CancellationToken.None);
        await started.Task.WaitAsync(TimeSpan.FromSeconds(10));
        for (int i = 1; i <= 1_034; i++)
        {
            await host.Bus.PublishAsync(Message("a", $"{i}"), CancellationToken.None);
        }

        Assert.Equal(10, host.Broker.Status().MessagesDropped);
        release.SetResult();
        Assert.Equal("0", await received.Reader.ReadAsync());
        Assert.Equal("11", await received.Reader.ReadAsync());
    }

    [Fact]
    public async Task Dispose_RunningHandler_IsWaitedForUnlessItDisposesItself()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        var started = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        IAsyncDisposable waiting = host.Bus.Subscribe("a", async (_, _) =>
        {
            started.SetResult();
            await release.Task;
        });
        await host.Bus.PublishAsync(Message("a", "x"), CancellationToken.None);
        await started.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Task disposing = waiting.DisposeAsync().AsTask();
        Assert.False(disposing.IsCompleted);
        release.SetResult();
        await disposing.WaitAsync(TimeSpan.FromSeconds(10));

        var own = new TaskCompletionSource<IAsyncDisposable>();
        var done = new TaskCompletionSource();
        own.SetResult(host.Bus.Subscribe("b", async (_, _) =>
        {
            await (await own.Task).DisposeAsync();
            done.SetResult();
        }));
        await host.Bus.PublishAsync(Message("b", "x"), CancellationToken.None);
        await done.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal(0, host.Broker.Status().Subscriptions);
    }

    private static BusMessage Message(string topic, string payload) => new() { Topic = topic, Payload = Encoding.UTF8.GetBytes(payload) };
}
