using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PiHub.EndToEnd.Hub;

/// <summary>An MQTT 5 connection spoken byte by byte, over TCP or a WebSocket. Every wait ends after twenty seconds.</summary>
internal sealed class MqttSession : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly IDisposable _connection;
    private readonly Func<byte[], Task> _send;
    private readonly Func<Task<byte[]?>> _receive;
    private readonly List<byte> _received = [];

    private MqttSession(IDisposable connection, Func<byte[], Task> send, Func<Task<byte[]?>> receive) =>
        (_connection, _send, _receive) = (connection, send, receive);

    /// <summary>Connects over TCP with a key as the password.</summary>
    public static async Task<MqttSession> OverTcpAsync(HubProcess hub, string key)
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, hub.MqttPort);
        NetworkStream stream = client.GetStream();
        return await LoginAsync(new MqttSession(client, async bytes => await stream.WriteAsync(bytes), () => ReadAsync(stream)), key);
    }

    /// <summary>Connects over <c>/mqtt</c> with a key as the password.</summary>
    public static async Task<MqttSession> OverWebSocketAsync(HubProcess hub, string key)
    {
        LiveSocket socket = await LiveSocket.OpenAsync(hub, "/mqtt");
        return await LoginAsync(new MqttSession(socket, socket.SendAsync, socket.ReceiveAsync), key);
    }

    /// <summary>Subscribes at QoS 0.</summary>
    /// <returns>Whether the hub lets it.</returns>
    public async Task<bool> SubscribeAsync(string filter)
    {
        await _send(Packet(0x82, [0, 1, 0, .. Text(filter), 0]));
        byte[] answer = await ExpectAsync(0x90);
        return answer[^1] < 0x80;
    }

    /// <summary>Publishes at QoS 1.</summary>
    /// <returns>Whether the hub takes it.</returns>
    public async Task<bool> PublishAsync(string topic, string payload)
    {
        await _send(Packet(0x32, [.. Text(topic), 0, 1, 0, .. Encoding.UTF8.GetBytes(payload)]));
        byte[] answer = await ExpectAsync(0x40);
        return answer.Length <= 2 || answer[2] < 0x80;
    }

    /// <summary>Waits until the hub ends the connection.</summary>
    public async Task WaitForEndAsync()
    {
        while (await _receive() is not null)
        {
        }
    }

    public void Dispose() => _connection.Dispose();

    private static async Task<MqttSession> LoginAsync(MqttSession session, string key)
    {
        // Clean start, user name and password; keep-alive 0; no properties; the hub gives the client id.
        await session._send(Packet(0x10, [.. Text("MQTT"), 5, 0b1100_0010, 0, 0, 0, .. Text(""), .. Text("any"), .. Text(key)]));
        byte[] answer = await session.ExpectAsync(0x20);
        if (answer[1] == 0)
        {
            return session;
        }

        session.Dispose();
        throw new InvalidOperationException($"The hub refuses this key over MQTT: 0x{answer[1]:x2}.");
    }

    private static async Task<byte[]?> ReadAsync(NetworkStream stream)
    {
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[4096];
        try
        {
            int count = await stream.ReadAsync(buffer, patience.Token);
            return count == 0 ? null : buffer[..count];
        }
        catch (IOException)
        {
            return null;
        }
    }

    // The rest of the next packet of a type; others, e.g. messages, are passed over.
    private async Task<byte[]> ExpectAsync(byte type)
    {
        while (true)
        {
            while (TryTake() is var (first, body))
            {
                if ((first & 0xf0) == type)
                {
                    return body;
                }
            }

            _received.AddRange(await _receive() ?? throw new InvalidOperationException("The hub has ended the connection."));
        }
    }

    private (byte First, byte[] Body)? TryTake()
    {
        int length = 0;
        for (int index = 1; index < _received.Count && index <= 4; index++)
        {
            length |= (_received[index] & 0x7f) << (7 * (index - 1));
            if (_received[index] < 0x80)
            {
                if (_received.Count < index + 1 + length)
                {
                    return null;
                }

                (byte, byte[]) packet = (_received[0], [.. _received.Skip(index + 1).Take(length)]);
                _received.RemoveRange(0, index + 1 + length);
                return packet;
            }
        }

        return null;
    }

    private static byte[] Packet(byte first, byte[] rest) => rest.Length < 128 ? [first, (byte)rest.Length, .. rest]
        : throw new ArgumentException("one length byte is enough for these tests", nameof(rest));

    private static byte[] Text(string text) => [0, (byte)text.Length, .. Encoding.ASCII.GetBytes(text)];
}
