using System.Text;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>Exchanges of several packets, from the client's side.</summary>
internal static class Dialogue
{
    public static ConnectPacket Connect(int level, string clientId) =>
        new() { Version = (ProtocolVersion)level, ClientId = clientId, CleanStart = true };

    /// <summary>A CONNECT that resumes or begins a session which outlives the connection.</summary>
    public static ConnectPacket Durable(int level, string clientId) => Connect(level, clientId) with
    {
        CleanStart = false,
        Properties = level == 5 ? new PacketProperties { SessionExpirySeconds = 3_600 } : null,
    };

    public static string Text(this PublishPacket message) => Encoding.UTF8.GetString(message.Payload.Span);

    /// <summary>Sends a message and does the sender's part of its quality of service.</summary>
    /// <returns>The reason of the last answer; success at QoS 0.</returns>
    public static async Task<ReasonCode> PublishAsync(this RawClient client, PublishPacket message)
    {
        if (message.QualityOfService != QualityOfService.AtMostOnce && message.PacketId == 0)
        {
            message = message with { PacketId = 10 };
        }

        await client.SendAsync(message);
        if (message.QualityOfService == QualityOfService.AtMostOnce)
        {
            return ReasonCode.Success;
        }

        bool isTwice = message.QualityOfService == QualityOfService.ExactlyOnce;
        AcknowledgementPacket answer = await client.ReadAcknowledgementAsync(isTwice ? PacketType.PubRec : PacketType.PubAck, message.PacketId);
        if (!isTwice || answer.Reason >= ReasonCode.UnspecifiedError)
        {
            return answer.Reason;
        }

        await client.SendAsync(new AcknowledgementPacket(PacketType.PubRel, message.PacketId));
        return (await client.ReadAcknowledgementAsync(PacketType.PubComp, message.PacketId)).Reason;
    }

    public static Task<ReasonCode> PublishAsync(this RawClient client, string topic, string payload, int quality = 0, bool retain = false) =>
        client.PublishAsync(RawClient.Message(topic, payload, quality, retain: retain));

    public static async Task<AcknowledgementPacket> ReadAcknowledgementAsync(this RawClient client, PacketType type, int packetId)
    {
        AcknowledgementPacket answer = await client.ReadAsync<AcknowledgementPacket>();
        Assert.Equal((type, packetId), (answer.Type, answer.PacketId));
        return answer;
    }

    /// <summary>Takes messages and does the receiver's part, until so many have come and none is unfinished.</summary>
    public static Task<List<PublishPacket>> AcceptAsync(this RawClient client, int count) =>
        client.AcceptWhileAsync(messages => messages.Count < count);

    /// <summary>Takes messages until this payload has come; it is the last of the result.</summary>
    public static Task<List<PublishPacket>> AcceptUntilAsync(this RawClient client, string payload) =>
        client.AcceptWhileAsync(messages => messages.Count == 0 || messages[^1].Text() != payload);

    /// <summary>The payloads that come before this one.</summary>
    public static async Task<string[]> PayloadsUntilAsync(this RawClient client, string payload) =>
        [.. (await client.AcceptUntilAsync(payload))[..^1].Select(Text)];

    public static Task SendAckAsync(this RawClient client, PacketType type, int packetId, ReasonCode reason = ReasonCode.Success) =>
        client.SendAsync(new AcknowledgementPacket(type, (ushort)packetId) { Reason = reason });

    public static async Task<SubAckPacket> UnsubscribeAsync(this RawClient client, params string[] filters)
    {
        await client.SendAsync(new UnsubscribePacket { PacketId = 2, Filters = filters });
        SubAckPacket answer = await client.ReadAsync<SubAckPacket>();
        Assert.Equal((PacketType.UnsubAck, 2), (answer.Type, answer.PacketId));
        return answer;
    }

    /// <summary>Says goodbye and waits until the broker closes.</summary>
    public static async Task DisconnectAsync(this RawClient client, ReasonCode reason = ReasonCode.Success)
    {
        await client.SendAsync(new DisconnectPacket { Reason = reason });
        await client.ReadToEndAsync();
    }

    /// <summary>The broker closes: silently in MQTT 3.1.1, with one of the reasons in MQTT 5 (which is only a SHOULD).</summary>
    public static async Task ExpectErrorAsync(this RawClient client, int level, params ReasonCode[] reasons)
    {
        Packet? last = await client.ReadToEndAsync();
        if (level == 5 && last is DisconnectPacket disconnect)
        {
            Assert.Contains(disconnect.Reason, reasons);
        }
        else
        {
            Assert.True(last is not DisconnectPacket && (level == 4 || TestedBroker.IsPeer), $"closed after {last?.Type.ToString() ?? "nothing"}");
        }
    }

    /// <summary>The answer to a request that may also be answered by closing; null when it closes.</summary>
    public static async Task<SubAckPacket?> ReadToRefusalAsync(this RawClient client)
    {
        await client.SendAsync(PingPacket.Request);
        SubAckPacket? answer = null;
        while (await client.TryReadAsync() is { } packet and not PingPacket)
        {
            Assert.True(packet is SubAckPacket or DisconnectPacket);
            answer = packet as SubAckPacket;
        }

        return answer;
    }

    /// <summary>The broker refuses CONNECT: it closes, before which it may say why.</summary>
    public static async Task ExpectRefusalAsync(this RawClient client, params ReasonCode[] reasons)
    {
        if (await client.ReadToEndAsync() is { } last)
        {
            ConnAckPacket answer = Assert.IsType<ConnAckPacket>(last);
            Assert.Contains(answer.Reason, reasons);
            Assert.False(answer.SessionPresent);
        }
    }

    private static async Task<List<PublishPacket>> AcceptWhileAsync(this RawClient client, Func<List<PublishPacket>, bool> wantsMore)
    {
        List<PublishPacket> messages = [];
        HashSet<ushort> unfinished = [];
        while (wantsMore(messages) || unfinished.Count > 0)
        {
            switch (await client.ReadAsync())
            {
                case PublishPacket message:
                    messages.Add(message);
                    if (message.QualityOfService == QualityOfService.AtLeastOnce)
                    {
                        await client.SendAckAsync(PacketType.PubAck, message.PacketId);
                    }
                    else if (message.QualityOfService == QualityOfService.ExactlyOnce)
                    {
                        unfinished.Add(message.PacketId);
                        await client.SendAckAsync(PacketType.PubRec, message.PacketId);
                    }

                    break;
                case AcknowledgementPacket { Type: PacketType.PubRel } release:
                    Assert.True(unfinished.Remove(release.PacketId));
                    await client.SendAckAsync(PacketType.PubComp, release.PacketId);
                    break;
                case var other:
                    Assert.Fail($"{other.Type} instead of a message");
                    break;
            }
        }

        return messages;
    }
}
