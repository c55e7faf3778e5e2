using System.Net;
using System.Net.Sockets;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Sessions;

/// <summary>A client that returns while its former connection is still about to end.</summary>
public sealed class TakeOverTests
{
    [Fact]
    public async Task Session_SecondReturnWhileTheFirstStillWaits_KeepsItsMessages()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(store: new FakeStore());
        using RawClient first = await host.ResumeAsync("c");
        await first.SubscribeAsync("t", quality: 1);
        await host.PublishAsync("t", "acknowledged", quality: 1);
        await first.ExpectMessageAsync("acknowledged");
        var verdict = new TaskCompletionSource<PublishVerdict>();
        host.Journal.Judge = (_, _) => new ValueTask<PublishVerdict>(verdict.Task);
        await first.SendAsync(RawClient.Message("slow", "x", quality: 1, packetId: 1));
        await first.PingAsync();

        using RawClient second = await RawClient.OpenAsync(host.MqttPort);
        await second.SendAsync(SessionSteps.Persistent("c"));
        Assert.Equal(ReasonCode.SessionTakenOver, await first.ReadDisconnectAsync());
        using RawClient third = await RawClient.OpenAsync(host.MqttPort);
        await third.SendAsync(SessionSteps.Persistent("c"));
        await second.ExpectSilentCloseAsync();
        verdict.SetResult(PublishVerdict.Accepted);

        Assert.True((await third.ReadAsync<ConnAckPacket>()).SessionPresent);
        await third.ExpectMessageAsync("acknowledged");
    }

    [Fact]
    public async Task ClientId_OfAConnectionThatAsksAndNeverReads_CanBeTakenOver()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient witness = await host.ConnectAsync("witness");
        await witness.SubscribeAsync("seen");
        using Socket deaf = await ConnectDeafAsync(host, "c");
        await SendAsync(deaf, new SubscribePacket { PacketId = 1, Requests = [new SubscriptionRequest { Filter = "t" }] });
        await host.WaitForAsync(status => status.Subscriptions == 2);
        for (int i = 0; i < 12; i++)
        {
            var large = new BusMessage { Topic = "t", Payload = new byte[1_000_000] };
            await host.Bus.PublishAsync(large, CancellationToken.None);
        }

        Packet[] some = [.. Enumerable.Repeat<Packet>(PingPacket.Request, 900), RawClient.Message("seen", "some")];
        await SendAsync(deaf, some);
        await witness.ExpectMessageAsync("some");
        await SendAsync(deaf, [.. some, .. some, .. some, .. some]);

        using RawClient next = await host.ConnectAsync("c");
        Assert.Equal(ReasonCode.Success, next.Welcome.Reason);
    }

    private static async Task<Socket> ConnectDeafAsync(BrokerHost host, string clientId)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4_096 };
        await socket.ConnectAsync(IPAddress.Loopback, host.MqttPort);
        await SendAsync(socket, new ConnectPacket { Version = ProtocolVersion.V5, ClientId = clientId, CleanStart = true });
        return socket;
    }

    private static async Task SendAsync(Socket socket, params Packet[] packets)
    {
        var output = new System.Buffers.ArrayBufferWriter<byte>();
        var writer = new PacketWriter(ProtocolVersion.V5);
        foreach (Packet packet in packets)
        {
            writer.Write(output, packet);
        }

        await socket.SendAsync(output.WrittenMemory);
    }
}
