using System.Net.WebSockets;
using System.Text;

namespace PiHub.EndToEnd.Hub;

/// <summary>A WebSocket to the hub. Every wait ends after twenty seconds.</summary>
internal sealed class LiveSocket : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket _socket = new();

    private LiveSocket()
    {
    }

    /// <summary>Connects with these headers.</summary>
    /// <exception cref="WebSocketException">The hub refuses it.</exception>
    public static async Task<LiveSocket> OpenAsync(HubProcess hub, string path, params IEnumerable<(string Name, string Value)> headers)
    {
        var socket = new LiveSocket();
        foreach ((string name, string value) in headers)
        {
            socket._socket.Options.SetRequestHeader(name, value);
        }

        if (path == "/mqtt")
        {
            socket._socket.Options.AddSubProtocol("mqtt");
        }

        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await socket._socket.ConnectAsync(new Uri($"ws://127.0.0.1:{hub.HttpPort}{path}"), patience.Token);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task SendAsync(byte[] bytes) => SendAsync(bytes, WebSocketMessageType.Binary);

    /// <summary>One message; null when the hub has closed or cut the connection.</summary>
    public async Task<byte[]?> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var message = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            ValueWebSocketReceiveResult received;
            do
            {
                received = await _socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
                message.Write(buffer, 0, received.Count);
            }
            while (!received.EndOfMessage);
            return received.MessageType == WebSocketMessageType.Close ? null : message.ToArray();
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task SendAsync(byte[] bytes, WebSocketMessageType type)
    {
        using var patience = new CancellationTokenSource(Patience);
        await _socket.SendAsync(bytes, type, endOfMessage: true, patience.Token);
    }
}
