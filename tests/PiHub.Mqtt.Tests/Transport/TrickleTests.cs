using System.Net.Sockets;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Mqtt.Tests.Codec;

namespace PiHub.Mqtt.Tests.Transport;

/// <summary>Clients that send a byte now and then.</summary>
public sealed class TrickleTests
{
    // Far fewer bytes are sent before any of the limits is reached.
    private static readonly byte[] EndlessPublish = [0x30, 0xFF, 0xFF, 0x03, .. new byte[5_000]];

    [Fact]
    public async Task Connect_ThatTricklesIn_IsCutOffInTime()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.ConnectTimeout = TimeSpan.FromSeconds(0.5));
        using RawClient client = await RawClient.OpenAsync(host.MqttPort);
        byte[] connect = PacketBytes.Write(
            new ConnectPacket { Version = ProtocolVersion.V5, ClientId = new string('c', 5_000), CleanStart = true }, ProtocolVersion.V5);

        Task trickling = TrickleAsync(client, connect);

        await client.ExpectSilentCloseAsync();
        client.Dispose();
        await trickling;
    }

    [Fact]
    public async Task Packet_ThatTricklesIn_EndsItsClient()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.PacketTimeout = TimeSpan.FromSeconds(0.5));
        using RawClient client = await host.ConnectAsync("c");

        Task trickling = TrickleAsync(client, EndlessPublish);

        Assert.Equal(ReasonCode.ImplementationSpecificError, await client.ReadDisconnectAsync());
        client.Dispose();
        await trickling;
    }

    [Fact]
    public async Task Packet_ThatTricklesIn_IsNoSignOfLife()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient client = await RawClient.ConnectAsync(
            host.MqttPort, new ConnectPacket { Version = ProtocolVersion.V5, ClientId = "c", CleanStart = true, KeepAliveSeconds = 1 });

        Task trickling = TrickleAsync(client, EndlessPublish);

        Assert.Equal(ReasonCode.KeepAliveTimeout, await client.ReadDisconnectAsync()); // 3.1.2-22
        client.Dispose();
        await trickling;
    }

    [Fact]
    public async Task Connect_LargerThanAllowed_IsRefusedBeforeItIsThere()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.MaximumConnectBytes = 2_000);
        using RawClient client = await RawClient.OpenAsync(host.MqttPort);
        await client.SendAsync("10 D10F 0004 4D515454 05 02 003C");
        await client.ExpectSilentCloseAsync(); // its version is not known

        using RawClient small = await host.ConnectAsync("small");
        await small.SendAsync(RawClient.Message("t", new string('x', 5_000), quality: 1, packetId: 1));
        Assert.Equal(ReasonCode.Success, (await small.ReadAsync<AcknowledgementPacket>()).Reason);
    }

    private static async Task TrickleAsync(RawClient client, byte[] bytes)
    {
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        try
        {
            foreach (byte next in bytes)
            {
                await client.SendAsync([next]);
                await pause.WaitForNextTickAsync();
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return; // closed, as it should be
        }

        Assert.Fail("everything could be sent");
    }
}
