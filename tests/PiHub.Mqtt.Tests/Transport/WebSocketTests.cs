using System.Net.WebSockets;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;
using PiHub.Mqtt.Tests.Codec;

namespace PiHub.Mqtt.Tests.Transport;

public sealed class WebSocketTests
{
    private static readonly byte[] Connect = PacketBytes.Write(
        new ConnectPacket { Version = ProtocolVersion.V5, ClientId = "ws", CleanStart = true }, ProtocolVersion.V5);

    [Fact]
    public async Task Frames_PacketsAcrossAndTogether_AreOneStream()
    {
        // 6.0.0-2, -4
        await using BrokerHost host = await BrokerHost.StartAsync();
        using ClientWebSocket socket = await OpenAsync(host);
        Assert.Equal("mqtt", socket.SubProtocol);
        foreach (byte part in Connect[..^1])
        {
            await SendAsync(socket, [part]);
        }

        await SendAsync(socket, [Connect[^1], 0xC0, 0x00, 0xC0, 0x00]);
        byte[] answers = await ReceiveAsync(socket, moreBytes: 4);
        Assert.Equal([0xD0, 0x00, 0xD0, 0x00], answers[^4..]);
        await SendAsync(socket, [0xE0, 0x00]);
        Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(new byte[100], Deadline())).MessageType);
    }

    [Fact]
    public async Task Frame_Text_Closes()
    {
        // 6.0.0-1
        await using BrokerHost host = await BrokerHost.StartAsync();
        using ClientWebSocket socket = await OpenAsync(host);
        await socket.SendAsync(Connect, WebSocketMessageType.Text, endOfMessage: true, Deadline());
        WebSocketReceiveResult result = await socket.ReceiveAsync(new byte[100], Deadline());
        Assert.Equal(WebSocketMessageType.Close, result.MessageType);
        Assert.Equal(WebSocketCloseStatus.InvalidMessageType, result.CloseStatus);
    }

    [Fact]
    public async Task Connect_WithoutSubProtocol_IsRefused()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using var socket = new ClientWebSocket();
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri($"ws://127.0.0.1:{host.HttpPort}/mqtt"), Deadline()));
    }

    [Fact]
    public async Task Peer_Vanishes_EndsTheClient()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using RawClient watcher = await host.ConnectAsync("watcher");
        await watcher.SubscribeAsync("gone");
        using (ClientWebSocket socket = await OpenAsync(host))
        {
            byte[] connect = PacketBytes.Write(
                new ConnectPacket
                {
                    Version = ProtocolVersion.V5,
                    ClientId = "ws",
                    CleanStart = true,
                    Will = new WillMessage { Topic = "gone", Payload = "x"u8.ToArray() },
                },
                ProtocolVersion.V5);
            await SendAsync(socket, connect);
            await ReceiveAsync(socket, moreBytes: 0);
            socket.Abort();
        }

        Assert.Equal("x", await watcher.ReadPayloadAsync());
    }

    [Fact]
    public async Task Packet_LargerThanAllowed_IsRefusedLikeOverTcp()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.MaximumPacketBytes = 2_000);
        using ClientWebSocket socket = await OpenAsync(host);
        await SendAsync(socket, Connect);
        await ReceiveAsync(socket, moreBytes: 0);

        await SendAsync(socket, [0x30, 0xFF, 0x7F, 0x00, 0x01, (byte)'t']); // the beginning of a PUBLISH of 16 KiB

        byte[] answer = new byte[100];
        Assert.Equal(WebSocketMessageType.Binary, (await socket.ReceiveAsync(answer, Deadline())).MessageType);
        Assert.Equal([0xE0, (byte)ReasonCode.PacketTooLarge], new[] { answer[0], answer[2] });
        Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(answer, Deadline())).MessageType);
    }

    [Fact]
    public async Task Payload_OfManyFrames_ComesBackWhole()
    {
        await using BrokerHost host = await BrokerHost.StartAsync();
        using ClientWebSocket socket = await OpenAsync(host);
        await SendAsync(socket, Connect);
        await ReceiveAsync(socket, moreBytes: 0);
        await SendAsync(socket, PacketBytes.Write(
            new SubscribePacket { PacketId = 1, Requests = [new SubscriptionRequest { Filter = "t" }] }, ProtocolVersion.V5));
        Assert.Equal(0x90, (await ReceiveAsync(socket, moreBytes: 0))[0]);
        byte[] payload = [.. Enumerable.Range(0, 500_000).Select(i => (byte)(i * 7))];

        byte[] publish = PacketBytes.Write(new PublishPacket { Topic = "t", Payload = payload }, ProtocolVersion.V5);
        foreach (byte[] part in publish.Chunk(30_000))
        {
            await SendAsync(socket, part);
        }

        byte[] received = new byte[publish.Length];
        int count = 0;
        while (count < received.Length)
        {
            count += (await socket.ReceiveAsync(new ArraySegment<byte>(received, count, received.Length - count), Deadline())).Count;
        }

        Assert.Equal(payload, received[^payload.Length..]);
    }

    [Fact]
    public async Task Socket_ThatNeverSendsConnect_IsClosed()
    {
        await using BrokerHost host = await BrokerHost.StartAsync(options => options.ConnectTimeout = TimeSpan.FromSeconds(0.3));
        using ClientWebSocket socket = await OpenAsync(host);

        Assert.Equal(WebSocketMessageType.Close, (await socket.ReceiveAsync(new byte[100], Deadline())).MessageType);
    }

    private static async Task<ClientWebSocket> OpenAsync(BrokerHost host)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("mqtt");
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{host.HttpPort}/mqtt"), Deadline());
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, byte[] bytes) =>
        socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, Deadline());

    /// <summary>CONNACK and as many bytes behind it.</summary>
    private static async Task<byte[]> ReceiveAsync(ClientWebSocket socket, int moreBytes)
    {
        byte[] buffer = new byte[1_000];
        int count = 0;
        while (count < 2 || count < 2 + buffer[1] + moreBytes)
        {
            count += (await socket.ReceiveAsync(new ArraySegment<byte>(buffer, count, buffer.Length - count), Deadline())).Count;
        }

        return buffer[..count];
    }

    private static CancellationToken Deadline() => new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token;
}
