using System.Net.Sockets;
using System.Text;

namespace PiHub.Api.Tests.Broker;

/// <summary>A minimal MQTT 3.1.1 client: connects, subscribes, and sees its connection end.</summary>
internal sealed class SocketClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TcpClient _tcp = new();

    public static async Task<SocketClient> ConnectAsync(int port, string clientId, params string[] filters)
    {
        var client = new SocketClient();
        await client._tcp.ConnectAsync("127.0.0.1", port);
        await client.SendAsync(0x10, [.. Text("MQTT"), 4, 0b10, 0, 60, .. Text(clientId)]);
        byte[] welcome = await client.ReadAsync(4);
        Assert.Equal(0, welcome[3]);
        foreach (string filter in filters)
        {
            await client.SendAsync(0x82, [0, 1, .. Text(filter), 0]);
            Assert.Equal(0x90, (await client.ReadAsync(5))[0]);
        }

        return client;
    }

    /// <summary>Waits until the broker has closed the connection.</summary>
    public async Task ExpectEndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[256];
        while (await _tcp.GetStream().ReadAsync(buffer, patience.Token) > 0)
        {
        }
    }

    public void Dispose() => _tcp.Dispose();

    private static byte[] Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return [(byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes];
    }

    private ValueTask SendAsync(byte type, byte[] body) => _tcp.GetStream().WriteAsync(new byte[] { type, (byte)body.Length }.Concat(body).ToArray());

    private async Task<byte[]> ReadAsync(int length)
    {
        using var patience = new CancellationTokenSource(Patience);
        byte[] bytes = new byte[length];
        await _tcp.GetStream().ReadExactlyAsync(bytes, patience.Token);
        return bytes;
    }
}
