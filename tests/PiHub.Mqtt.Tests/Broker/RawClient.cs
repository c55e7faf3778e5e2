using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Sdk.Bus;

namespace PiHub.Mqtt.Tests.Broker;

/// <summary>A client that sends whatever bytes it is told to. Every wait ends after ten seconds.</summary>
internal sealed class RawClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly PacketReader _reader = new(268_435_455);
    private readonly PacketWriter _writer;
    private readonly ProtocolVersion _version;
    private byte[] _received = [];
    private Packet? _peeked;

    private RawClient(int level)
    {
        _version = (ProtocolVersion)level;
        _reader.Version = _version;
        _writer = new PacketWriter(_version);
    }

    /// <summary>The CONNACK of a client that was connected.</summary>
    public ConnAckPacket Welcome { get; private set; } = new() { Reason = ReasonCode.UnspecifiedError };

    public static async Task<RawClient> OpenAsync(int port, int level = 5)
    {
        var client = new RawClient(level);
        await client._socket.ConnectAsync(IPAddress.Loopback, port);
        return client;
    }

    public static Task<RawClient> ConnectAsync(int port, string clientId, int level = 5) => ConnectAsync(
        port, new ConnectPacket { Version = (ProtocolVersion)level, ClientId = clientId, CleanStart = true });

    public static async Task<RawClient> ConnectAsync(int port, ConnectPacket connect)
    {
        RawClient client = await OpenAsync(port, (int)connect.Version);
        await client.SendAsync(connect);
        client.Welcome = await client.ReadAsync<ConnAckPacket>();
        return client;
    }

    public static PublishPacket Message(string topic, string payload, int quality = 0, ushort packetId = 0, bool retain = false) => new()
    {
        Topic = topic,
        Payload = Encoding.UTF8.GetBytes(payload),
        QualityOfService = (QualityOfService)quality,
        PacketId = packetId,
        Retain = retain,
    };

    public async Task SendAsync(params Packet[] packets)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (Packet packet in packets)
        {
            _writer.Write(output, packet);
        }

        await SendAsync(output.WrittenMemory.ToArray());
    }

    public Task SendAsync(string hex) => SendAsync(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal)));

    public async Task SendAsync(byte[] bytes) => await _socket.SendAsync(bytes);

    public async Task<T> ReadAsync<T>()
        where T : Packet => Assert.IsType<T>(await ReadAsync());

    /// <summary>The next packet.</summary>
    public async Task<Packet> ReadAsync() => await TryReadAsync() ?? throw new InvalidOperationException("the broker closed the connection");

    /// <summary>The payload of the next PUBLISH.</summary>
    public async Task<string> ReadPayloadAsync() => Encoding.UTF8.GetString((await ReadAsync<PublishPacket>()).Payload.Span);

    /// <summary>The next packets, which must be messages.</summary>
    public async Task<PublishPacket[]> ReadMessagesAsync(int count)
    {
        var messages = new PublishPacket[count];
        for (int i = 0; i < count; i++)
        {
            messages[i] = await ReadAsync<PublishPacket>();
        }

        return messages;
    }

    /// <summary>Reads and forgets packets until the broker closes.</summary>
    /// <returns>The last packet; null when there was none.</returns>
    public async Task<Packet?> ReadToEndAsync()
    {
        Packet? last = null;
        while (await TryReadAsync() is { } packet)
        {
            last = packet;
        }

        return last;
    }

    /// <summary>The reason of the DISCONNECT with which the broker closes.</summary>
    public async Task<ReasonCode> ReadDisconnectAsync() => Assert.IsType<DisconnectPacket>(await ReadToEndAsync()).Reason;

    /// <summary>The broker closes, and sends nothing before.</summary>
    public async Task ExpectSilentCloseAsync() => Assert.Null(await ReadToEndAsync());

    /// <summary>A PINGREQ and its answer: whatever was sent before has been handled.</summary>
    public async Task PingAsync()
    {
        await SendAsync(PingPacket.Request);
        Assert.Equal(PacketType.PingResp, (await ReadAsync()).Type);
    }

    /// <summary>Whether a PUBLISH has come; it is then still to be read. Everything sent before has been handled.</summary>
    public async Task<bool> HasMessageAsync()
    {
        if (_peeked is null)
        {
            await SendAsync(PingPacket.Request);
            Packet packet = await ReadAsync();
            if (packet.Type == PacketType.PingResp)
            {
                return false;
            }

            Assert.Equal(PacketType.PingResp, (await ReadAsync()).Type);
            _peeked = packet;
        }

        return true;
    }

    public async Task<SubAckPacket> SubscribeAsync(params SubscriptionRequest[] requests)
    {
        await SendAsync(new SubscribePacket { PacketId = 1, Requests = requests });
        return await ReadAsync<SubAckPacket>();
    }

    public Task<SubAckPacket> SubscribeAsync(string filter, int quality = 0) =>
        SubscribeAsync(new SubscriptionRequest { Filter = filter, QualityOfService = (QualityOfService)quality });

    /// <summary>Closes without DISCONNECT.</summary>
    public void Dispose() => _socket.Dispose();

    /// <summary>The next packet; null when the broker closed.</summary>
    public async Task<Packet?> TryReadAsync()
    {
        if (_peeked is { } peeked)
        {
            _peeked = null;
            return peeked;
        }

        using var deadline = new CancellationTokenSource(Patience);
        byte[] chunk = new byte[65_536];
        while (true)
        {
            var input = new ReadOnlySequence<byte>(_received);
            Packet? packet = _reader.Read(ref input);
            _received = input.ToArray();
            if (packet is not null)
            {
                return packet;
            }

            int count;
            try
            {
                count = await _socket.ReceiveAsync(chunk, deadline.Token);
            }
            catch (SocketException)
            {
                return null; // reset: the broker closed while we were sending
            }

            if (count == 0)
            {
                return null;
            }

            _received = [.. _received, .. chunk[..count]];
        }
    }
}
