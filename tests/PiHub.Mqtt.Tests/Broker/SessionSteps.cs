using System.Text;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Broker;

/// <summary>What tests of sessions do again and again.</summary>
internal static class SessionSteps
{
    public static ConnectPacket Persistent(string clientId, int level = 5, uint expirySeconds = 3_600) => new()
    {
        Version = (ProtocolVersion)level,
        ClientId = clientId,
        CleanStart = false,
        Properties = level == 5 ? new PacketProperties { SessionExpirySeconds = expirySeconds } : null,
    };

    public static Task<RawClient> ResumeAsync(this BrokerHost host, string clientId, int level = 5, uint expirySeconds = 3_600) =>
        RawClient.ConnectAsync(host.MqttPort, Persistent(clientId, level, expirySeconds));

    /// <summary>A client with a session that outlives it has subscribed, and is gone.</summary>
    public static async Task LeaveSubscribedAsync(this BrokerHost host, string clientId, string filter, int quality, int level = 5)
    {
        using RawClient client = await host.ResumeAsync(clientId, level);
        await client.SubscribeAsync(filter, quality);
        await client.LeaveAsync();
        await host.WaitForAsync(status => status.WaitingSessions > 0);
    }

    /// <summary>DISCONNECT, and the broker's end of the connection.</summary>
    public static async Task LeaveAsync(this RawClient client, uint? expirySeconds = null)
    {
        await client.SendAsync(new DisconnectPacket
        {
            Properties = expirySeconds is null ? null : new PacketProperties { SessionExpirySeconds = expirySeconds },
        });
        await client.ReadToEndAsync();
    }

    public static async Task PublishAsync(this BrokerHost host, string topic, string payload, int quality) => await host.Bus.PublishAsync(
        new BusMessage { Topic = topic, Payload = Encoding.UTF8.GetBytes(payload), QualityOfService = (QualityOfService)quality },
        CancellationToken.None);

    /// <summary>Waits until the broker's numbers are as they should be.</summary>
    public static async Task WaitForAsync(this BrokerHost host, Func<BrokerStatus, bool> isSo) =>
        await Eventually.IsAsync(() => isSo(host.Broker.Status()));

    public static Task AcknowledgeAsync(this RawClient client, PacketType type, ushort packetId, ReasonCode reason = ReasonCode.Success) =>
        client.SendAsync(new AcknowledgementPacket(type, packetId) { Reason = reason });

    /// <summary>The next packet is this acknowledgement.</summary>
    public static async Task ExpectAsync(this RawClient client, PacketType type, ushort packetId, ReasonCode reason = ReasonCode.Success)
    {
        AcknowledgementPacket packet = await client.ReadAsync<AcknowledgementPacket>();
        Assert.Equal((type, packetId, reason), (packet.Type, packet.PacketId, packet.Reason));
    }

    /// <summary>The next packet is a message with this payload.</summary>
    public static async Task<PublishPacket> ExpectMessageAsync(this RawClient client, string payload)
    {
        PublishPacket packet = await client.ReadAsync<PublishPacket>();
        Assert.Equal(payload, Encoding.UTF8.GetString(packet.Payload.Span));
        return packet;
    }
}
