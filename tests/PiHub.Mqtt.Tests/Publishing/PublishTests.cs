using System.Text;
using PiHub.Mqtt.Access;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Publishing;

public sealed class PublishTests
{
    [Theory]
    [InlineData(4, 5)]
    [InlineData(5, 4)]
    public async Task Publish_BothQualities_ArriveInOrder(int publisherLevel, int subscriberLevel)
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient subscriber = await host.ConnectAsync("s", subscriberLevel);
        using RawClient publisher = await host.ConnectAsync("p", publisherLevel);
        SubAckPacket granted = await subscriber.SubscribeAsync("t/#", quality: 2);
        Assert.Equal([ReasonCode.GrantedExactlyOnce], granted.Reasons);
        await publisher.SendAsync(
            RawClient.Message("t/1", "one", quality: 0), RawClient.Message("t/2", "two", quality: 1, packetId: 7), RawClient.Message("t/3", "three"));
        AcknowledgementPacket answer = await publisher.ReadAsync<AcknowledgementPacket>();
        Assert.Equal((PacketType.PubAck, 7, ReasonCode.Success), (answer.Type, answer.PacketId, answer.Reason)); // 3.3.4-1, 2.2.1-5
        PublishPacket first = await subscriber.ReadAsync<PublishPacket>();
        PublishPacket second = await subscriber.ReadAsync<PublishPacket>();
        PublishPacket third = await subscriber.ReadAsync<PublishPacket>();
        Assert.Equal(["t/1", "t/2", "t/3"], [first.Topic, second.Topic, third.Topic]); // 4.6.0-6
        Assert.Equal([QualityOfService.AtMostOnce, QualityOfService.AtLeastOnce, QualityOfService.AtMostOnce], // 3.8.4-8
            [first.QualityOfService, second.QualityOfService, third.QualityOfService]);
        Assert.NotEqual(0, second.PacketId); // 2.2.1-4
        Assert.Equal("two", Encoding.UTF8.GetString(second.Payload.Span));
    }

    [Fact]
    public async Task Publish_ToLowerSubscription_IsLowered()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await host.ConnectAsync("s");
        await client.SubscribeAsync("t", quality: 0);
        await client.SendAsync(RawClient.Message("t", "x", quality: 1, packetId: 1) with { Duplicate = true });
        Packet[] both = [await client.ReadAsync(), await client.ReadAsync()];
        PublishPacket message = Assert.Single(both.OfType<PublishPacket>());
        Assert.Equal(QualityOfService.AtMostOnce, message.QualityOfService);
        Assert.False(message.Duplicate); // 3.3.1-3
    }

    [Fact]
    public async Task Publish_Properties_AreForwardedUnaltered()
    {
        // 3.3.2-4, -15, -16, -17, -18, -20
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient subscriber = await host.ConnectAsync("s");
        using RawClient publisher = await host.ConnectAsync("p");
        await subscriber.SubscribeAsync("t");
        var properties = new PacketProperties
        {
            PayloadFormatIndicator = 1,
            MessageExpirySeconds = 600,
            ContentType = "text/plain",
            ResponseTopic = "answers/1",
            CorrelationData = [1, 2, 3],
            UserProperties = [new("b", "1"), new("a", "2"), new("b", "1")],
        };
        await publisher.SendAsync(RawClient.Message("t", "x") with { Properties = properties });
        PacketProperties? received = (await subscriber.ReadAsync<PublishPacket>()).Properties;
        Assert.Equal(1u, received?.PayloadFormatIndicator);
        Assert.Equal(600u, received?.MessageExpirySeconds);
        Assert.Equal("text/plain", received?.ContentType);
        Assert.Equal("answers/1", received?.ResponseTopic);
        Assert.Equal([1, 2, 3], received?.CorrelationData);
        Assert.Equal(properties.UserProperties, received?.UserProperties);
        PublishedMessage journaled = Assert.Single(host.Journal.Messages);
        Assert.Equal("p", journaled.ClientId);
        Assert.Equal("answers/1", journaled.Message.ResponseTopic);
    }

    [Fact]
    public async Task Acknowledgement_JournalNotDone_IsWithheldAndThenInOrder()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        var first = new TaskCompletionSource<PublishVerdict>();
        host.Journal.Judge = (message, _) => message.Message.Topic == "slow" ? new(first.Task) : new(PublishVerdict.Accepted);
        using RawClient subscriber = await host.ConnectAsync("s");
        await subscriber.SubscribeAsync("#");
        using RawClient publisher = await host.ConnectAsync("p");
        await publisher.SendAsync(
            RawClient.Message("slow", "1", quality: 1, packetId: 1),
            RawClient.Message("fast", "2", quality: 1, packetId: 2),
            RawClient.Message("fast", "3"));

        // The answer to the ping overtakes: neither message was acknowledged, though all are in the journal.
        await publisher.PingAsync();
        Assert.Equal(3, host.Journal.Messages.Count);
        Assert.Equal(3, host.Broker.Status().MessagesInJournal);
        first.SetResult(PublishVerdict.Accepted);
        Assert.Equal(1, (await publisher.ReadAsync<AcknowledgementPacket>()).PacketId);
        Assert.Equal(2, (await publisher.ReadAsync<AcknowledgementPacket>()).PacketId);
        Assert.Equal("1", await subscriber.ReadPayloadAsync());
        Assert.Equal("2", await subscriber.ReadPayloadAsync());
        Assert.Equal("3", await subscriber.ReadPayloadAsync());
        Assert.Equal(0, host.Broker.Status().MessagesInJournal);
    }

    [Fact]
    public async Task Publish_ManyPending_AreInTheJournalTogether()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        var commit = new TaskCompletionSource<PublishVerdict>();
        var all = new TaskCompletionSource();
        host.Journal.Judge = (_, _) =>
        {
            if (host.Journal.Messages.Count == 500)
            {
                all.TrySetResult();
            }

            return new(commit.Task);
        };
        using RawClient publisher = await host.ConnectAsync("p", level: 4);
        await publisher.SendAsync([.. Enumerable.Range(1, 500).Select(id => RawClient.Message("t", "x", quality: 1, packetId: (ushort)id))]);
        await all.Task.WaitAsync(TimeSpan.FromSeconds(10));
        commit.SetResult(PublishVerdict.Accepted);
        for (int id = 1; id <= 500; id++)
        {
            Assert.Equal(id, (await publisher.ReadAsync<AcknowledgementPacket>()).PacketId);
        }
    }

    [Fact]
    public async Task Publish_BeyondReceiveMaximum_ClosesV5()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options =>
        {
            options.ReceiveMaximum = 3;
            options.DrainTimeout = TimeSpan.FromSeconds(0.1);
        });
        host.Journal.Judge = (_, token) => new(NeverAsync(token));
        using RawClient publisher = await host.ConnectAsync("p");
        await publisher.SendAsync([.. Enumerable.Range(1, 4).Select(id => RawClient.Message("t", "x", quality: 1, packetId: (ushort)id))]);
        Assert.Equal(ReasonCode.ReceiveMaximumExceeded, await publisher.ReadDisconnectAsync()); // 3.3.4-7
    }

    [Fact]
    public async Task Publish_BeyondPendingMessages_MakesV311Wait()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.PendingMessages = 3);
        var commit = new TaskCompletionSource<PublishVerdict>();
        host.Journal.Judge = (_, _) => new(commit.Task);
        using RawClient publisher = await host.ConnectAsync("p", level: 4);
        await publisher.SendAsync([.. Enumerable.Range(1, 50).Select(id => RawClient.Message("t", "x", quality: 1, packetId: (ushort)id))]);
        commit.SetResult(PublishVerdict.Accepted);
        for (int id = 1; id <= 50; id++)
        {
            Assert.Equal(id, (await publisher.ReadAsync<AcknowledgementPacket>()).PacketId);
        }
    }

    [Theory]
    [InlineData(5, ReasonCode.PayloadFormatInvalid)]
    [InlineData(4, ReasonCode.Success)]
    public async Task Publish_Rejected_IsAcknowledgedAndShownButNotForwarded(int level, ReasonCode expected)
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        host.Journal.Judge = (message, _) => new(message.Message.Topic == "bad"
            ? PublishVerdict.Rejected(ReasonCode.PayloadFormatInvalid, "not JSON")
            : PublishVerdict.Accepted);
        using RawClient subscriber = await host.ConnectAsync("s");
        await subscriber.SubscribeAsync("#");
        using RawClient publisher = await host.ConnectAsync("p", level);
        await publisher.SendAsync(RawClient.Message("bad", "{\0", quality: 1, packetId: 1, retain: true), RawClient.Message("good", "x"));
        AcknowledgementPacket answer = await publisher.ReadAsync<AcknowledgementPacket>();
        Assert.Equal(expected, answer.Reason);
        Assert.Equal(level == 5 ? "not JSON" : null, answer.Properties?.ReasonString);
        Assert.Equal("x", await subscriber.ReadPayloadAsync());
        Assert.Equal(0, host.Broker.Status().RetainedMessages);
        RejectedMessage rejected = Assert.Single(host.Broker.Rejected.Snapshot());
        Assert.Equal(("p", "bad", 2, "{\uFFFD", "not JSON"),
            (rejected.ClientId, rejected.Topic, rejected.PayloadBytes, rejected.PayloadPreview, rejected.Reason));
        Assert.Equal(1, host.Broker.Status().MessagesRejected);
    }

    [Fact]
    public async Task Publish_RejectedAndProblemsUnwanted_HasNoReasonString()
    {
        // 3.1.2-29
        await using BrokerHost host = await BrokerHost.StartAsync();
        host.Journal.Judge = (_, _) => new(PublishVerdict.Rejected(ReasonCode.TopicNameInvalid, "no such device"));
        using RawClient publisher = await RawClient.ConnectAsync(host.MqttPort, new ConnectPacket
        {
            Version = ProtocolVersion.V5,
            ClientId = "p",
            CleanStart = true,
            Properties = new PacketProperties { RequestProblemInformation = 0 },
        });
        await publisher.SendAsync(RawClient.Message("t", "x", quality: 1, packetId: 1));
        AcknowledgementPacket answer = await publisher.ReadAsync<AcknowledgementPacket>();
        Assert.Equal(ReasonCode.TopicNameInvalid, answer.Reason);
        Assert.Null(answer.Properties);
    }

    [Theory]
    [InlineData(5, ReasonCode.NotAuthorized)]
    [InlineData(4, ReasonCode.Success)] // 3.1.1: 3.3.5-2
    public async Task Publish_NotPermitted_IsNotJournaled(int level, ReasonCode expected)
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        host.Access.Check = _ => new MqttClientAccess { Name = "d", MayPublish = topic => topic.StartsWith("own/", StringComparison.Ordinal) };
        using RawClient publisher = await host.ConnectAsync("p", level);
        await publisher.SendAsync(RawClient.Message("foreign/t", "x", quality: 1, packetId: 1), RawClient.Message("own/t", "x", quality: 1, packetId: 2));
        Assert.Equal(expected, (await publisher.ReadAsync<AcknowledgementPacket>()).Reason);
        Assert.Equal(ReasonCode.Success, (await publisher.ReadAsync<AcknowledgementPacket>()).Reason);
        Assert.Equal("own/t", Assert.Single(host.Journal.Messages).Message.Topic);
        Assert.Equal("foreign/t", Assert.Single(host.Broker.Rejected.Snapshot()).Topic);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Journal_Fails_ClosesThatConnectionUnacknowledged(bool synchronously)
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        host.ExpectsErrors = true;
        host.Journal.Judge = (message, _) => message.Message.Topic != "t" ? new(PublishVerdict.Accepted)
            : synchronously ? throw new IOException("the disk is gone")
            : ValueTask.FromException<PublishVerdict>(new IOException("the disk is gone"));
        using RawClient other = await host.ConnectAsync("o");
        using RawClient publisher = await host.ConnectAsync("p");
        await publisher.SendAsync(RawClient.Message("t", "x", quality: 1, packetId: 1));
        Assert.Equal(ReasonCode.UnspecifiedError, Assert.IsType<DisconnectPacket>(await publisher.ReadAsync()).Reason);
        await other.PingAsync();
        Assert.Contains(host.Errors, error => error.Contains("the disk is gone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Publish_ThenConnectionLost_IsStillForwarded()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient subscriber = await host.ConnectAsync("s");
        await subscriber.SubscribeAsync("t");
        using (RawClient publisher = await host.ConnectAsync("p"))
        {
            await publisher.SendAsync([.. Enumerable.Range(0, 50).Select(i => RawClient.Message("t", $"{i}")), new DisconnectPacket()]);
            Assert.Null(await publisher.ReadToEndAsync());
        }

        for (int i = 0; i < 50; i++)
        {
            Assert.Equal($"{i}", await subscriber.ReadPayloadAsync());
        }
    }

    private static async Task<PublishVerdict> NeverAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        return PublishVerdict.Accepted;
    }
}
