using PiHub.Mqtt.Client;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;

namespace PiHub.Mqtt.Tests.Client;

/// <summary>Publishing to a server that behaves oddly.</summary>
public sealed class PublishHandshakeTests
{
    [Fact]
    public async Task Publish_QoS1_CompletesWithPubAck()
    {
        using var server = new FakeServer();
        await using ClientHost host = Start(server);
        using FakeConnection connection = await server.WelcomeAsync();
        Task publishing = host.PublishAsync("a", "1");
        PublishPacket packet = await connection.ReadAsync<PublishPacket>();
        Assert.False(publishing.IsCompleted);
        Assert.Equal(1, host.Client.Status.PublishesPending);
        await connection.SendAsync(new AcknowledgementPacket(PacketType.PubAck, packet.PacketId));
        await publishing;
        Assert.Equal(0, host.Client.Status.PublishesPending);
        Assert.Equal(1, host.Client.Status.MessagesSent);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Publish_Refused_ThrowsTheReason(int quality)
    {
        using var server = new FakeServer();
        await using ClientHost host = Start(server);
        using FakeConnection connection = await server.WelcomeAsync();
        Task publishing = host.PublishAsync("a/b", "1", quality);
        PublishPacket packet = await connection.ReadAsync<PublishPacket>();
        await connection.SendAsync(new AcknowledgementPacket(quality == 1 ? PacketType.PubAck : PacketType.PubRec, packet.PacketId)
        {
            Reason = ReasonCode.NotAuthorized,
            Properties = new PacketProperties { ReasonString = "read only" },
        });
        MqttClientException exception = await Assert.ThrowsAsync<MqttClientException>(() => publishing);
        Assert.Equal(
            (ReasonCode.NotAuthorized, "The server refuses the message on a/b: not authorized (“read only”)."),
            (exception.Code, exception.Message));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Publish_ConnectionLostBeforeAnswer_IsSentAgain(bool isSessionPresent)
    {
        using var server = new FakeServer();
        await using ClientHost host = Start(server);
        FakeConnection first = await server.WelcomeAsync();
        Task[] publishing = [.. Enumerable.Range(1, 3).Select(i => host.PublishAsync("a", $"{i}", quality: 1 + (i % 2)))];
        PublishPacket[] sent = [await first.ReadAsync<PublishPacket>(), await first.ReadAsync<PublishPacket>(), await first.ReadAsync<PublishPacket>()];
        first.Dispose();
        using FakeConnection second = await server.WelcomeAsync(isSessionPresent);
        PublishPacket[] again = [await second.ReadAsync<PublishPacket>(), await second.ReadAsync<PublishPacket>(), await second.ReadAsync<PublishPacket>()];
        Assert.Equal(sent.Select(packet => (packet.PacketId, isSessionPresent)), again.Select(packet => (packet.PacketId, packet.Duplicate)));
        foreach (PublishPacket packet in again)
        {
            await AcknowledgeAsync(second, packet);
        }

        await Task.WhenAll(publishing);
    }

    [Fact]
    public async Task Publish_QoS2ConnectionLostAfterPubRec_GoesOnWithPubRel()
    {
        using var server = new FakeServer();
        await using ClientHost host = Start(server);
        FakeConnection first = await server.WelcomeAsync();
        Task publishing = host.PublishAsync("a", "1", quality: 2);
        PublishPacket packet = await first.ReadAsync<PublishPacket>();
        await first.SendAsync(new AcknowledgementPacket(PacketType.PubRec, packet.PacketId));
        Assert.Equal($"PubRel {packet.PacketId}", await first.ReadAnswerAsync());
        first.Dispose();
        using FakeConnection second = await server.WelcomeAsync(isSessionPresent: true);
        Assert.Equal($"PubRel {packet.PacketId}", await second.ReadAnswerAsync());
        Assert.False(publishing.IsCompleted);
        await second.SendAsync(new AcknowledgementPacket(PacketType.PubComp, packet.PacketId));
        await publishing;
    }

    [Fact]
    public async Task Publish_QoS2SessionLostAfterPubRec_CountsAsPublished()
    {
        using var server = new FakeServer();
        await using ClientHost host = Start(server);
        FakeConnection first = await server.WelcomeAsync();
        Task publishing = host.PublishAsync("a", "1", quality: 2);
        PublishPacket packet = await first.ReadAsync<PublishPacket>();
        await first.SendAsync(new AcknowledgementPacket(PacketType.PubRec, packet.PacketId));
        await first.ReadAnswerAsync();
        first.Dispose();
        using FakeConnection second = await server.WelcomeAsync();
        await publishing;
        Task next = host.PublishAsync("a", "2");
        await AcknowledgeAsync(second, await second.ReadAsync<PublishPacket>());
        await next;
    }

    [Fact]
    public async Task Publish_SessionOfAnEarlierProcess_ReleasesTheIdentifierFirst()
    {
        using var server = new FakeServer();
        await using ClientHost host = Start(server);
        using FakeConnection connection = await server.WelcomeAsync(isSessionPresent: true);
        Task publishing = host.PublishAsync("a", "1", quality: 2);
        Assert.Equal("PubRel 1", await connection.ReadAnswerAsync());
        PublishPacket packet = await connection.ReadAsync<PublishPacket>();
        Assert.Equal(1, packet.PacketId);
        await connection.SendAsync(new AcknowledgementPacket(PacketType.PubComp, 1) { Reason = ReasonCode.PacketIdentifierNotFound });
        await AcknowledgeAsync(connection, packet);
        await publishing;
    }

    [Fact]
    public async Task Publish_WindowFull_WaitsForAnAnswer()
    {
        using var server = new FakeServer();
        await using ClientHost host = Start(server);
        using FakeConnection connection = await server.WelcomeAsync(properties: new PacketProperties { ReceiveMaximum = 2 });
        Task[] publishing = [.. Enumerable.Range(0, 3).Select(i => host.PublishAsync("a", $"{i}"))];
        PublishPacket first = await connection.ReadAsync<PublishPacket>();
        PublishPacket second = await connection.ReadAsync<PublishPacket>();

        // Had it not waited, the third message would come before what an unknown PUBREC is answered with.
        await connection.SendAsync(new AcknowledgementPacket(PacketType.PubRec, 999));
        Assert.Equal("PubRel 999", await connection.ReadAnswerAsync());
        await AcknowledgeAsync(connection, first);
        PublishPacket third = await connection.ReadAsync<PublishPacket>();
        await AcknowledgeAsync(connection, second);
        await AcknowledgeAsync(connection, third);
        await Task.WhenAll(publishing);
    }

    [Fact]
    public async Task Publish_BeyondTheServersLimits_IsRefusedWithoutSending()
    {
        using var server = new FakeServer();
        await using ClientHost host = Start(server);
        using FakeConnection connection = await server.WelcomeAsync(
            properties: new PacketProperties { MaximumQoS = 1, RetainAvailable = 0, MaximumPacketBytes = 50 });
        await ThrowsAsync(ReasonCode.QualityOfServiceNotSupported, "QoS 1 at most", host.PublishAsync("a", "1", quality: 2));
        await ThrowsAsync(ReasonCode.RetainNotSupported, "no retained", host.PublishAsync("a", "1", retain: true));
        await ThrowsAsync(ReasonCode.PacketTooLarge, "50 at most", host.PublishAsync("a", new string('x', 50)));
        Task fits = host.PublishAsync("a", "fits");
        await AcknowledgeAsync(connection, await connection.ReadAsync<PublishPacket>());
        await fits;
    }

    [Fact]
    public async Task Publish_Cancelled_IsNotSentLater()
    {
        using var server = new FakeServer();
        await using ClientHost host = Start(server);
        using var cancelled = new CancellationTokenSource();
        Task publishing = host.Client.PublishAsync(ClientHost.Message("a", "never"), cancelled.Token).AsTask();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => publishing);
        Assert.Equal(0, host.Client.Status.PublishesPending);
        Task second = host.PublishAsync("a", "second", quality: 0);
        using FakeConnection connection = await server.WelcomeAsync();
        Assert.Equal("second", System.Text.Encoding.UTF8.GetString((await connection.ReadAsync<PublishPacket>()).Payload.Span));
        await second;
    }

    [Fact]
    public async Task Publish_AnswerOfAnotherQuality_IsAProtocolError()
    {
        using var server = new FakeServer();
        await using ClientHost host = Start(server);
        using FakeConnection connection = await server.WelcomeAsync();
        Task publishing = host.PublishAsync("a", "1", quality: 2);
        PublishPacket packet = await connection.ReadAsync<PublishPacket>();
        await connection.SendAsync(new AcknowledgementPacket(PacketType.PubAck, packet.PacketId));
        Assert.Equal(ReasonCode.ProtocolError, (await connection.ReadAsync<DisconnectPacket>()).Reason);
        using FakeConnection second = await server.WelcomeAsync(isSessionPresent: true);
        await AcknowledgeAsync(second, await second.ReadAsync<PublishPacket>());
        await publishing;
        Assert.Contains("The server broke the protocol: PubAck answers a message of another quality of service", Assert.Single(host.Log), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/+", null, "topic")]
    [InlineData("a", "b/#", "response topic")]
    public async Task Publish_Inexpressible_IsAnArgumentException(string topic, string? responseTopic, string expected)
    {
        await using var host = new ClientHost(ClientHost.Options(1));
        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => host.Client.PublishAsync(
            ClientHost.Message(topic, "1") with { ResponseTopic = responseTopic }, CancellationToken.None).AsTask());
        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_WithUnfinishedMessage_WaitsThenFailsItAndSaysFarewell()
    {
        using var server = new FakeServer();
        ClientHost host = Start(server);
        using FakeConnection connection = await server.WelcomeAsync();
        Task finished = host.PublishAsync("a", "1");
        Task unfinished = host.PublishAsync("a", "2");
        PublishPacket first = await connection.ReadAsync<PublishPacket>();
        await connection.ReadAsync<PublishPacket>();
        Task disposing = host.DisposeAsync().AsTask();
        await AcknowledgeAsync(connection, first);
        await finished;
        Assert.Equal(ReasonCode.Success, (await connection.ReadAsync<DisconnectPacket>()).Reason);
        Assert.Null(await connection.TryReadAsync());
        await disposing;
        await Assert.ThrowsAsync<ObjectDisposedException>(() => unfinished);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => host.PublishAsync("a", "3"));
        Assert.Equal(MqttClientState.Stopped, host.Client.Status.State);
        await host.DisposeAsync();
    }

    internal static async Task AcknowledgeAsync(FakeConnection connection, PublishPacket packet)
    {
        if (packet.QualityOfService == Sdk.Bus.QualityOfService.AtLeastOnce)
        {
            await connection.SendAsync(new AcknowledgementPacket(PacketType.PubAck, packet.PacketId));
            return;
        }

        await connection.SendAsync(new AcknowledgementPacket(PacketType.PubRec, packet.PacketId));
        Packet answer = await connection.ReadAsync();
        Assert.Equal(PacketType.PubRel, answer.Type);
        await connection.SendAsync(new AcknowledgementPacket(PacketType.PubComp, packet.PacketId));
    }

    private static ClientHost Start(FakeServer server)
    {
        var host = new ClientHost(ClientHost.Options(server.Port));
        host.Client.Start();
        return host;
    }

    private static async Task ThrowsAsync(ReasonCode code, string text, Task publishing)
    {
        MqttClientException exception = await Assert.ThrowsAsync<MqttClientException>(() => publishing);
        Assert.Equal(code, exception.Code);
        Assert.Contains(text, exception.Message, StringComparison.Ordinal);
    }
}
