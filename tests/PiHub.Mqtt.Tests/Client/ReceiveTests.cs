using System.Threading.Channels;
using PiHub.Mqtt.Client;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Client;

/// <summary>Receiving from a server that behaves oddly.</summary>
public sealed class ReceiveTests
{
    [Fact]
    public async Task Message_HandledOutOfOrder_IsAcknowledgedInOrder()
    {
        using var server = new FakeServer();
        await using var host = new ClientHost(ClientHost.Options(server.Port));
        Channel<TaskCompletionSource> calls = HoldCalls(host, "a");
        host.Client.Start();
        using FakeConnection connection = await server.WelcomeAsync();
        await connection.GrantAsync();
        await connection.SendAsync(RawClient.Message("a", "1", quality: 1, packetId: 5), RawClient.Message("a", "2", quality: 2, packetId: 6));
        TaskCompletionSource first = await calls.Reader.ReadAsync();
        TaskCompletionSource second = await calls.Reader.ReadAsync();
        second.SetResult();
        await connection.SendAsync(new AcknowledgementPacket(PacketType.PubRel, 99));
        Assert.Equal("PubComp 99", await connection.ReadAnswerAsync()); // nothing was acknowledged before
        first.SetResult();
        Assert.Equal("PubAck 5", await connection.ReadAnswerAsync());
        Assert.Equal("PubRec 6", await connection.ReadAnswerAsync());
        await connection.SendAsync(new AcknowledgementPacket(PacketType.PubRel, 6));
        Assert.Equal(ReasonCode.Success, (await connection.ReadAsync<AcknowledgementPacket>()).Reason);
    }

    [Fact]
    public async Task Message_QoS2SentTwiceBeforeRelease_IsHandledOnce()
    {
        using var server = new FakeServer();
        await using var host = new ClientHost(ClientHost.Options(server.Port));
        ChannelReader<ReceivedMessage> received = host.Receive("a", quality: 2);
        host.Client.Start();
        FakeConnection first = await server.WelcomeAsync();
        await first.GrantAsync();
        await first.SendAsync(RawClient.Message("a", "1", quality: 2, packetId: 6));
        Assert.Equal("PubRec 6", await first.ReadAnswerAsync());
        first.Dispose();
        using FakeConnection second = await server.WelcomeAsync(isSessionPresent: true);
        await second.SendAsync(RawClient.Message("a", "1", quality: 2, packetId: 6) with { Duplicate = true });
        Assert.Equal("PubRec 6", await second.ReadAnswerAsync());
        await second.SendAsync(new AcknowledgementPacket(PacketType.PubRel, 6));
        Assert.Equal("PubComp 6", await second.ReadAnswerAsync());
        await second.SendAsync(RawClient.Message("a", "2", quality: 2, packetId: 6));
        Assert.Equal("1", await ClientHost.NextAsync(received));
        Assert.Equal("2", await ClientHost.NextAsync(received));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Message_SentAgainWhileItsHandlerRuns_IsHandledOnce(int quality)
    {
        using var server = new FakeServer();
        await using var host = new ClientHost(ClientHost.Options(server.Port));
        Channel<TaskCompletionSource> calls = HoldCalls(host, "a");
        host.Client.Start();
        FakeConnection first = await server.WelcomeAsync();
        await first.GrantAsync();
        await first.SendAsync(RawClient.Message("a", "1", quality, packetId: 6));
        TaskCompletionSource call = await calls.Reader.ReadAsync();
        first.Dispose();
        using FakeConnection second = await server.WelcomeAsync(isSessionPresent: true);
        await second.SendAsync(RawClient.Message("a", "1", quality, packetId: 6) with { Duplicate = true });
        await second.SendAsync(RawClient.Message("a", "2", quality, packetId: 7));
        (await calls.Reader.ReadAsync()).SetResult();
        call.SetResult();
        string answer = quality == 1 ? "PubAck" : "PubRec";
        Assert.Equal($"{answer} 6", await second.ReadAnswerAsync());
        Assert.Equal($"{answer} 7", await second.ReadAnswerAsync());
        Assert.False(calls.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Message_HandlerFails_IsNotAcknowledgedAndComesAgain()
    {
        using var server = new FakeServer();
        await using var host = new ClientHost(ClientHost.Options(server.Port));
        int calls = 0;
        host.Client.Subscribe("a/#", QualityOfService.AtLeastOnce, (_, _) => ++calls == 1
            ? throw new InvalidOperationException("disk on fire")
            : ValueTask.CompletedTask);
        host.Client.Start();
        using FakeConnection first = await server.WelcomeAsync();
        await first.GrantAsync();
        await first.SendAsync(RawClient.Message("a/b", "1", quality: 1, packetId: 6));
        Assert.Equal(
            "A message on a/b could not be processed and stays unacknowledged; the server will send it again. The log says why.",
            await host.FailureAsync());
        Assert.Null(await first.TryReadAsync());
        using FakeConnection second = await server.WelcomeAsync(isSessionPresent: true);
        await second.SendAsync(RawClient.Message("a/b", "1", quality: 1, packetId: 6) with { Duplicate = true });
        Assert.Equal("PubAck 6", await second.ReadAnswerAsync());
        Assert.Equal(2, calls);
        Assert.Contains("Error: The handler of a message on a/b failed; the message stays unacknowledged", host.Log);
    }

    [Fact]
    public async Task Message_MoreThanTheReceiveMaximum_WaitsForAHandler()
    {
        using var server = new FakeServer();
        MqttClientOptions options = ClientHost.Options(server.Port);
        options.ReceiveMaximum = 2;
        await using var host = new ClientHost(options);
        Channel<TaskCompletionSource> calls = HoldCalls(host, "a");
        host.Client.Start();
        using FakeConnection connection = await server.WelcomeAsync();
        Assert.Equal(2u, connection.Connect.Properties?.ReceiveMaximum);
        await connection.GrantAsync();
        await connection.SendAsync([.. Enumerable.Range(1, 3).Select(i => RawClient.Message("a", "", quality: 1, packetId: (ushort)i))]);
        TaskCompletionSource first = await calls.Reader.ReadAsync();
        TaskCompletionSource second = await calls.Reader.ReadAsync();
        Assert.False(calls.Reader.TryRead(out _));
        first.SetResult();
        Assert.Equal("PubAck 1", await connection.ReadAnswerAsync());
        (await calls.Reader.ReadAsync()).SetResult();
        second.SetResult();
        Assert.Equal("PubAck 2", await connection.ReadAnswerAsync());
        Assert.Equal("PubAck 3", await connection.ReadAnswerAsync());
    }

    [Fact]
    public async Task Message_WithTopicAlias_IsResolved()
    {
        using var server = new FakeServer();
        await using var host = new ClientHost(ClientHost.Options(server.Port));
        Channel<string> topics = Channel.CreateBounded<string>(10);
        host.Client.Subscribe("#", QualityOfService.AtMostOnce, (message, token) => topics.Writer.WriteAsync(message.Message.Topic, token));
        host.Client.Start();
        using FakeConnection connection = await server.WelcomeAsync();
        Assert.Equal(100u, connection.Connect.Properties?.TopicAliasMaximum);
        await connection.GrantAsync();
        await connection.SendAsync(
            RawClient.Message("a/b", "1") with { Properties = new PacketProperties { TopicAlias = 100 } },
            RawClient.Message("", "2") with { Properties = new PacketProperties { TopicAlias = 100 } });
        Assert.Equal(["a/b", "a/b"], [await topics.Reader.ReadAsync(), await topics.Reader.ReadAsync()]);
        await connection.SendAsync(RawClient.Message("", "3") with { Properties = new PacketProperties { TopicAlias = 99 } });
        Assert.Equal(ReasonCode.ProtocolError, (await connection.ReadAsync<DisconnectPacket>()).Reason);
        using FakeConnection second = await server.WelcomeAsync();
        await second.GrantAsync();
        await second.SendAsync(RawClient.Message("a/b", "1") with { Properties = new PacketProperties { TopicAlias = 101 } });
        Assert.Equal(ReasonCode.TopicAliasInvalid, (await second.ReadAsync<DisconnectPacket>()).Reason);
    }

    [Fact]
    public async Task Message_ForOverlappingFilters_GoesToTheIdentifiedOnly()
    {
        using var server = new FakeServer();
        await using var host = new ClientHost(ClientHost.Options(server.Port));
        ChannelReader<ReceivedMessage> wide = host.Receive("a/#");
        ChannelReader<ReceivedMessage> narrow = host.Receive("a/b");
        host.Client.Start();
        using FakeConnection connection = await server.WelcomeAsync();
        uint[] identifiers = [.. (await connection.GrantAsync()).Properties?.SubscriptionIdentifiers ?? [], .. (await connection.GrantAsync()).Properties?.SubscriptionIdentifiers ?? []];
        Assert.Equal([1u, 2u], identifiers);
        await connection.SendAsync(
            RawClient.Message("a/b", "narrow") with { Properties = new PacketProperties { SubscriptionIdentifiers = [2] } },
            RawClient.Message("a/b", "wide") with { Properties = new PacketProperties { SubscriptionIdentifiers = [1] } },
            RawClient.Message("a/b", "stale identifier") with { Properties = new PacketProperties { SubscriptionIdentifiers = [7] } });
        Assert.Equal("narrow", await ClientHost.NextAsync(narrow));
        Assert.Equal("stale identifier", await ClientHost.NextAsync(narrow));
        Assert.Equal("wide", await ClientHost.NextAsync(wide));
        Assert.Equal("stale identifier", await ClientHost.NextAsync(wide));
    }

    [Fact]
    public async Task Dispose_WithRunningHandler_AcknowledgesItFirst()
    {
        using var server = new FakeServer();
        MqttClientOptions options = ClientHost.Options(server.Port);
        options.DrainTimeout = TimeSpan.FromSeconds(10);
        await using var host = new ClientHost(options);
        Channel<TaskCompletionSource> calls = HoldCalls(host, "a");
        host.Client.Start();
        using FakeConnection connection = await server.WelcomeAsync();
        await connection.GrantAsync();
        await connection.SendAsync(RawClient.Message("a", "1", quality: 1, packetId: 5));
        TaskCompletionSource call = await calls.Reader.ReadAsync();
        Task disposing = host.DisposeAsync().AsTask();
        await connection.SendAsync(RawClient.Message("a", "2", quality: 1, packetId: 6)); // too late: stays with the server
        call.SetResult();
        Assert.Equal("PubAck 5", await connection.ReadAnswerAsync());
        Assert.IsType<DisconnectPacket>(await connection.ReadAsync());
        await disposing;
    }

    [Fact]
    public async Task Dispose_HandlerThatWaits_IsCancelled()
    {
        using var server = new FakeServer();
        MqttClientOptions options = ClientHost.Options(server.Port);
        options.DrainTimeout = TimeSpan.Zero;
        var host = new ClientHost(options);
        var called = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        host.Client.Subscribe("a", QualityOfService.AtLeastOnce, async (_, token) =>
        {
            using (token.Register(cancelled.SetResult))
            {
                called.SetResult();
                await cancelled.Task;
                token.ThrowIfCancellationRequested();
            }
        });
        host.Client.Start();
        using FakeConnection connection = await server.WelcomeAsync();
        await connection.GrantAsync();
        await connection.SendAsync(RawClient.Message("a", "1", quality: 1, packetId: 5));
        await called.Task;
        await host.DisposeAsync();
        await cancelled.Task.WaitAsync(FakeConnection.Patience);
        Assert.IsType<DisconnectPacket>(await connection.TryReadAsync());
    }

    // Each call waits until the test completes it.
    private static Channel<TaskCompletionSource> HoldCalls(ClientHost host, string filter)
    {
        Channel<TaskCompletionSource> calls = Channel.CreateBounded<TaskCompletionSource>(100);
        host.Client.Subscribe(filter, QualityOfService.ExactlyOnce, async (_, token) =>
        {
            var call = new TaskCompletionSource();
            await calls.Writer.WriteAsync(call, token);
            await call.Task;
        });
        return calls;
    }
}
