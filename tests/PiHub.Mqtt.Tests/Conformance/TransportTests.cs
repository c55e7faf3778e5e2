using System.Net.WebSockets;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Tests.Broker;

namespace PiHub.Mqtt.Tests.Conformance;

/// <summary>Chapter H: what carries the packets (4.2, 6).</summary>
public sealed class TransportTests
{
    [Theory, BothVersions]
    [Statement("4.2.0-1 7.1.1-1", "4.2-1")]
    public async Task Tcp_BytesInAnyPieces_AreOneOrderedStream(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient watcher = await broker.WatchAsync(level);
        using RawClient client = await broker.OpenAsync(level);
        byte[] bytes =
        [
            .. Wire.Connect(level, 0x02, Wire.Text("a")),
            .. Enumerable.Range(0, 3).SelectMany(i => Wire.Publish(level, 0x30, "t"u8.ToArray(), payload: $"{i}")),
        ];
        foreach (byte part in bytes)
        {
            await client.SendAsync([part]);
        }

        Assert.Equal(["0", "1", "2"], (await watcher.AcceptAsync(3)).Select(message => message.Text()));
    }

    [Theory, BothVersions]
    [Statement("6.0.0-2 6.0.0-4", "6.0.0-2 6.0.0-4")]
    public async Task WebSocket_PacketsAcrossFrames_AreOneStream(int level)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using ClientWebSocket socket = await OpenAsync(broker);
        Assert.Equal("mqtt", socket.SubProtocol);
        foreach (byte part in Wire.Connect(level, 0x02, Wire.Text("ws")))
        {
            await SendAsync(socket, [part]);
        }

        await SendAsync(socket, [.. Wire.Subscribe(level, 0x82, 1, "t"u8.ToArray()), .. Wire.Publish(level, 0x30, "t"u8.ToArray()), 0xC0]);
        await SendAsync(socket, [0x00]);
        byte[] message = Wire.Publish(level, 0x30, "t"u8.ToArray());
        List<byte> received = [];
        while (!Contains(received, message) || !Contains(received, [0xD0, 0x00])) // in either order
        {
            byte[] buffer = new byte[1_000];
            WebSocketReceiveResult result = await socket.ReceiveAsync(buffer, Deadline());
            Assert.Equal(WebSocketMessageType.Binary, result.MessageType);
            received.AddRange(buffer[..result.Count]);
        }

        Assert.Equal((0x20, 0x90), (received[0], received[2 + received[1]]));
    }

    [Theory, BothVersions(false, true)]
    [Statement("6.0.0-1", "6.0.0-1")]
    public async Task WebSocket_TextFrame_Closes(int level, bool isConnected)
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using ClientWebSocket socket = await OpenAsync(broker);
        byte[] packet = Wire.Connect(level, 0x02, Wire.Text("ws"));
        if (isConnected)
        {
            await SendAsync(socket, packet);
            packet = [0xC0, 0x00];
        }

        await socket.SendAsync(packet, WebSocketMessageType.Text, endOfMessage: true, Deadline());
        byte[] buffer = new byte[1_000];
        WebSocketReceiveResult result;
        do
        {
            result = await socket.ReceiveAsync(buffer, Deadline());
            Assert.NotEqual(0xD0, buffer[0]); // it is not served
        }
        while (result.MessageType != WebSocketMessageType.Close);
    }

    [Fact]
    [Statement("3.1.2-8 6.0.0-1", "3.1.2-8 6.0.0-1")]
    public async Task WebSocket_Lost_PublishesTheWill()
    {
        await using TestedBroker broker = await TestedBroker.StartAsync();
        using RawClient watcher = await broker.WatchAsync();
        using (ClientWebSocket socket = await OpenAsync(broker))
        {
            ConnectPacket connect = Dialogue.Connect(5, "ws") with { Will = new WillMessage { Topic = "w", Payload = "gone"u8.ToArray() } };
            await SendAsync(socket, Codec.PacketBytes.Write(connect, Mqtt.Codec.ProtocolVersion.V5));
            await socket.ReceiveAsync(new byte[1_000], Deadline());
            socket.Abort();
        }

        Assert.Equal("gone", await watcher.ReadPayloadAsync());
    }

    private static async Task<ClientWebSocket> OpenAsync(TestedBroker broker)
    {
        var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("mqtt");
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{broker.HttpPort}/mqtt"), Deadline());
        return socket;
    }

    private static Task SendAsync(ClientWebSocket socket, byte[] bytes) =>
        socket.SendAsync(bytes, WebSocketMessageType.Binary, endOfMessage: true, Deadline());

    private static bool Contains(List<byte> all, byte[] part) => all.ToArray().AsSpan().IndexOf(part) >= 0;

    private static CancellationToken Deadline() => new CancellationTokenSource(TimeSpan.FromSeconds(10)).Token;
}
