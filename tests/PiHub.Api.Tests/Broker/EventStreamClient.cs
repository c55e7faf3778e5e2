using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PiHub.Api.Tests.Broker;

/// <summary>A client of <c>/api/events</c>.</summary>
internal sealed class EventStreamClient(ClientWebSocket socket) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public Task SubscribeAsync(params string[] channels) => socket.SendAsync(
        JsonSerializer.SerializeToUtf8Bytes(new { subscribe = channels }), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>Waits for the next event of a kind.</summary>
    public async Task<JsonNode> NextAsync(Func<JsonNode, bool> wanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            JsonNode message = await ReadAsync(patience.Token);
            if (wanted(message))
            {
                return message;
            }
        }
    }

    public Task<JsonNode> NextAsync(string topic) => NextAsync(message => (string?)message["topic"] == topic);

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, patience.Token);
        socket.Dispose();
    }

    private async Task<JsonNode> ReadAsync(CancellationToken cancellationToken)
    {
        using var text = new MemoryStream();
        var buffer = new byte[4096];
        while (true)
        {
            ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            text.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                return JsonNode.Parse(text.ToArray()) ?? throw new InvalidOperationException("The message is null.");
            }
        }
    }
}
