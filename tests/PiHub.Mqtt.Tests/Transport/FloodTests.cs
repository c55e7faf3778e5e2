using System.Net;
using System.Net.Sockets;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;

namespace PiHub.Mqtt.Tests.Transport;

/// <summary>Connections that mean no good, while a good client goes on.</summary>
public sealed class FloodTests
{
    private const int Sockets = 2_000;

    [Fact]
    public async Task Flood_OfSilentSockets_LeavesGoodClientsAlone()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.MaximumPendingConnections = 100);
        using RawClient good = await host.ConnectAsync("good");
        await good.SubscribeAsync("t", quality: 1);
        var flood = new List<Socket>();
        try
        {
            for (int i = 0; i < Sockets; i++)
            {
                flood.Add(await OpenAsync(host));
                if (i % 100 == 0)
                {
                    await EchoAsync(good, $"{i}");
                    using RawClient another = await host.ConnectAsync("another");
                    Assert.Equal(ReasonCode.Success, another.Welcome.Reason);
                }
            }

            await EchoAsync(good, "last");
            await SocketEnd.WaitAsync(flood[0]); // the oldest were closed
            Assert.True(host.Broker.Status().ConnectionsRefused >= Sockets - 300, $"{host.Broker.Status().ConnectionsRefused}");
        }
        finally
        {
            flood.ForEach(socket => socket.Dispose());
        }
    }

    [Theory]
    [InlineData(5, ReasonCode.ConnectionRateExceeded)]
    [InlineData(4, ReasonCode.ServerUnavailable)]
    public async Task Flood_OfConnects_IsSlowedDownAndThenRefused(int level, ReasonCode expected)
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.ConnectionsPerSecond = 5);

        ReasonCode[] answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(async i =>
        {
            using RawClient client = await host.ConnectAsync($"c{i}", level);
            return client.Welcome.Reason;
        }));

        Assert.InRange(answers.Count(reason => reason == ReasonCode.Success), 15, 40); // one second's worth, two that waited, and a slow test
        Assert.Equal([expected], answers.Where(reason => reason != ReasonCode.Success).Distinct());
    }

    [Theory]
    [InlineData(5, ReasonCode.ServerBusy)]
    [InlineData(4, ReasonCode.ServerUnavailable)]
    public async Task Client_MoreThanThereMayBe_IsToldSo(int level, ReasonCode expected)
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.MaximumClients = 1);
        using RawClient first = await host.ConnectAsync("first");

        using RawClient second = await host.ConnectAsync("second", level);
        using RawClient taker = await host.ConnectAsync("first", level);

        Assert.Equal(expected, second.Welcome.Reason);
        Assert.Equal(ReasonCode.Success, taker.Welcome.Reason);
    }

    [Fact]
    public async Task Garbage_OnManyConnections_LeavesAGoodClientAlone()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.LingerTimeout = TimeSpan.Zero);
        using RawClient good = await host.ConnectAsync("good");
        await good.SubscribeAsync("t", quality: 1);
        var random = new Random(20_260_102);
        for (int i = 0; i < 300; i++)
        {
            using RawClient bad = i % 2 == 0 ? await RawClient.OpenAsync(host.MqttPort) : await host.ConnectAsync("bad");
            byte[] garbage = new byte[random.Next(1, 2_000)];
            random.NextBytes(garbage);
            await bad.SendAsync(garbage);
            if (i % 30 == 0)
            {
                await EchoAsync(good, $"{i}");
            }
        }

        await EchoAsync(good, "last");
    }

    [Fact]
    public async Task AnnouncedSize_OfPacketsThatDoNotCome_IsNotAllocated()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.MaximumPacketBytes = 268_435_455);
        var clients = new List<RawClient>();
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int i = 0; i < 20; i++)
        {
            RawClient client = await host.ConnectAsync($"c{i}");
            await client.PingAsync();
            await client.SendAsync("30 FFFFFF7F 0001 61 00"); // the beginning of a PUBLISH of 256 MiB
            clients.Add(client);
        }

        using RawClient other = await host.ConnectAsync("other");
        await other.PingAsync();

        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 64_000_000);
        clients.ForEach(client => client.Dispose());
    }

    private static async Task<Socket> OpenAsync(BrokerHost host)
    {
        // Another address of this computer than the good client's.
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
        await socket.ConnectAsync(IPAddress.Loopback, host.MqttPort, Deadline());
        return socket;
    }

    private static async Task EchoAsync(RawClient client, string payload)
    {
        await client.SendAsync(RawClient.Message("t", payload, quality: 1, packetId: 7));
        bool gotMessage = false;
        bool gotAcknowledgement = false;
        while (!gotMessage || !gotAcknowledgement)
        {
            Packet packet = await client.ReadAsync();
            if (packet is PublishPacket publish)
            {
                Assert.Equal(payload, System.Text.Encoding.UTF8.GetString(publish.Payload.Span));
                await client.SendAsync(new AcknowledgementPacket(PacketType.PubAck, publish.PacketId));
                gotMessage = true;
            }
            else
            {
                gotAcknowledgement = Assert.IsType<AcknowledgementPacket>(packet).Reason == ReasonCode.Success;
            }
        }
    }

    private static CancellationToken Deadline() => new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token;
}
