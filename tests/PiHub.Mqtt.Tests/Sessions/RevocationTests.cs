using PiHub.Mqtt.Access;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;

namespace PiHub.Mqtt.Tests.Sessions;

public sealed class RevocationTests
{
    [Fact]
    public async Task Access_Revoked_ClosesTheConnectionAndTellsV5()
    {
        using var revoked = new CancellationTokenSource();
        await using BrokerHost host = await BrokerHost.StartAsync();
        host.Access.Check = credentials => new MqttClientAccess
        {
            Name = credentials.ClientId,
            Revoked = credentials.ClientId == "other" ? CancellationToken.None : revoked.Token,
        };
        using RawClient client = await host.ConnectAsync("new");
        using RawClient old = await host.ConnectAsync("old", level: 4);
        using RawClient other = await host.ConnectAsync("other");

        await revoked.CancelAsync();

        Assert.Equal(ReasonCode.NotAuthorized, await client.ReadDisconnectAsync()); // 0x87
        await old.ExpectSilentCloseAsync();
        await other.PingAsync();
    }

    [Fact]
    public async Task Access_RevokedBeforeTheConnectionIsServed_ClosesItAtOnce()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        host.Access.Check = _ => new MqttClientAccess { Name = "late", Revoked = new CancellationToken(canceled: true) };
        using RawClient client = await RawClient.OpenAsync(host.MqttPort);
        await client.SendAsync(
            new ConnectPacket { Version = ProtocolVersion.V5, ClientId = "late", CleanStart = true },
            RawClient.Message("t", "x", quality: 1, packetId: 1));

        Assert.Equal(ReasonCode.NotAuthorized, await client.ReadDisconnectAsync());
        Assert.Empty(host.Journal.Messages);
    }
}
