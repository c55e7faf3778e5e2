using System.Net.Sockets;
using PiHub.Mqtt.Access;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>Chapter C: CONNACK (3.2), and what every answer has in common.</summary>
public sealed class ConnAckTests
{
    [Theory, BothVersions]
    [Statement("3.2.0-1", "3.2.0-1 3.2.0-2")]
    public async Task ConnAck_WithMessagesWaiting_IsFirstAndOnly(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using (RawClient first = await broker.ResumeAsync("s", level))
        {
            await first.SubscribeAsync("t", quality: 1);
            await first.DisconnectAsync();
        }

        using RawClient publisher = await broker.ConnectAsync("p", level);
        for (int i = 0; i < 20; i++)
        {
            await publisher.PublishAsync("t", $"{i}", quality: 1);
        }

        using RawClient again = await broker.ResumeAsync("s", level); // reads one packet, which must be CONNACK
        Assert.Equal(20, (await again.AcceptAsync(20)).Count); // and fails for any other CONNACK
        await again.PingAsync();
    }

    [Theory, BothVersions]
    [Statement("2.2.2-1 3.2.2-1", "3.2.2-1 2.1.3-1")]
    public async Task ConnAck_ReservedBits_AreZero(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using var socket = new TcpClient("127.0.0.1", broker.MqttPort);
        await socket.GetStream().WriteAsync(Wire.Connect(level, 0x02, Wire.Text("a")));
        byte[] answer = new byte[4];
        await socket.GetStream().ReadExactlyAsync(answer);
        Assert.Equal([0x20, 0x00, 0x00], [answer[0], answer[2], answer[3]]);
    }

    [Theory, BothVersions]
    [Statement("3.2.2-4 3.2.2-5", "3.2.2-6 3.2.2-7 3.2.2-8")]
    public async Task Refusal_WithSessionPresent_SaysNotPresentAndCloses(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using (RawClient first = await broker.ResumeAsync("s", level))
        {
            await first.DisconnectAsync();
        }

        broker.Own.Access.Check = _ => null;
        using RawClient refused = await broker.ResumeAsync("s", level);
        Assert.False(refused.Welcome.SessionPresent);
        Assert.Contains(refused.Welcome.Reason, new[] { ReasonCode.BadUserNameOrPassword, ReasonCode.NotAuthorized });
        await refused.ExpectSilentCloseAsync();
        broker.Own.Access.Check = _ => new MqttClientAccess { Name = "anonymous" };
        using RawClient again = await broker.ResumeAsync("s", level);
        Assert.True(again.Welcome.SessionPresent); // a refusal does not end it
    }

    [Fact]
    [Statement("3.2.2-6")]
    public async Task Refusal_WithoutCodeIn311_IsSilent()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.OpenAsync(level: 4);
        await client.SendAsync(Wire.Connect(4, 0x03, Wire.Text("a")));
        await client.ExpectSilentCloseAsync();
    }

    [Fact]
    [Statement(v5: "3.2.2-9 3.2.2-10 3.2.2-12 3.2.2-13")]
    public async Task Announced_Limits_AreThoseThatHold()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient client = await broker.ConnectAsync("a", level: 5);
        PacketProperties? limits = client.Welcome.Properties;
        Assert.Null(limits?.MaximumQoS); // so QoS 2 is served, for messages, subscriptions and wills
        Assert.True(limits?.RetainAvailable is null or 1);
        Assert.True(limits?.WildcardSubscriptionAvailable is null or 1);
        Assert.True(limits?.SubscriptionIdentifierAvailable is null or 1);
        Assert.True(limits?.SharedSubscriptionAvailable is null or 1);
        for (int quality = 0; quality <= 2; quality++)
        {
            Assert.Equal((ReasonCode)quality, Assert.Single((await client.SubscribeAsync("t", quality)).Reasons));
        }

        using RawClient mortal = await broker.ConnectAsync(Dialogue.Connect(5, "mortal") with
        {
            Will = new WillMessage { Topic = "w", Payload = [], QualityOfService = QualityOfService.ExactlyOnce, Retain = true },
        });
        Assert.Equal(ReasonCode.Success, mortal.Welcome.Reason);
    }

    [Fact]
    [Statement(v5: "3.2.2-19 3.2.2-20 3.1.2-24")]
    public async Task Refusal_SmallMaximumPacketSize_HasNoReasonString()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        broker.Own.Access.Check = _ => null;
        using RawClient client = await broker.ConnectAsync(Small(8));
        Assert.NotEqual(ReasonCode.Success, client.Welcome.Reason);
        Assert.True(client.Welcome.Properties is null or { Entries.Count: 0 });
    }

    [Fact]
    [Statement(v5: "3.4.2-2 3.4.2-3 3.5.2-2 3.5.2-3 3.6.2-2 3.6.2-3 3.7.2-2 3.7.2-3")]
    public async Task Acknowledgement_SmallMaximumPacketSize_HasNoReasonString()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        broker.Own.Journal.Judge = (_, _) => new(PublishVerdict.Rejected(ReasonCode.PayloadFormatInvalid, new string('y', 200)));
        using RawClient large = await broker.ConnectAsync(Small(1_000, "large"));
        using RawClient client = await broker.ConnectAsync(Small(60));
        for (int quality = 1; quality <= 2; quality++)
        {
            PublishPacket message = RawClient.Message("t", "x", quality, packetId: 7);
            await large.SendAsync(message);
            AcknowledgementPacket full = await large.ReadAsync<AcknowledgementPacket>();
            Assert.Equal((ReasonCode.PayloadFormatInvalid, 200), (full.Reason, full.Properties?.ReasonString?.Length));
            await client.SendAsync(message);
            AcknowledgementPacket cut = await client.ReadAsync<AcknowledgementPacket>();
            Assert.Equal((ReasonCode.PayloadFormatInvalid, true), (cut.Reason, (cut.Properties?.ReasonString?.Length ?? 0) < 60));
        }

        await client.SendAckAsync(PacketType.PubRec, 77);
        await client.ReadAcknowledgementAsync(PacketType.PubRel, 77);
        await client.SendAckAsync(PacketType.PubRel, 78);
        await client.ReadAcknowledgementAsync(PacketType.PubComp, 78);
    }

    [Fact]
    [Statement(v5: "3.9.2-1 3.9.2-2 3.11.2-1 3.11.2-2 3.14.2-3 3.14.2-4")]
    public async Task OtherAnswers_SmallMaximumPacketSize_Fit()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        broker.Own.Access.Check = _ => new MqttClientAccess { Name = "n", MaySubscribe = _ => SubscribePermission.NotAuthorized };
        using RawClient client = await broker.ConnectAsync(Small(60));
        Assert.True(Bytes(await client.SubscribeAsync("secret")) <= 60);
        Assert.True(Bytes(await client.UnsubscribeAsync("secret")) <= 60);
        await client.SendAsync(Wire.Publish(5, 0x30, [.. "a/+/"u8, .. new byte[200].Select(_ => (byte)'x')]));
        Packet? last = await client.ReadToEndAsync();
        Assert.True(last is null || Bytes(last) <= 60);
    }

    private static int Bytes(Packet packet) => Codec.PacketBytes.Write(packet, ProtocolVersion.V5).Length;

    private static ConnectPacket Small(uint bytes, string clientId = "a") => Dialogue.Connect(5, clientId) with
    {
        Properties = new PacketProperties { MaximumPacketBytes = bytes },
    };
}
