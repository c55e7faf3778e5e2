using System.Net.WebSockets;

namespace PiHub.Api.Tests.Live;

/// <summary>A socket whose two directions do what the test says; both wait by default.</summary>
internal sealed class FakeWebSocket : WebSocket
{
    private WebSocketState _state = WebSocketState.Open;

    public Func<CancellationToken, Task> Receiving { get; init; } = token => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);

    public Func<CancellationToken, Task> Sending { get; init; } = _ => Task.CompletedTask;

    public bool IsReceiveStopped { get; private set; }

    public override WebSocketCloseStatus? CloseStatus => null;

    public override string? CloseStatusDescription => null;

    public override WebSocketState State => _state;

    public override string? SubProtocol => null;

    public override void Abort() => _state = WebSocketState.Aborted;

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        _state = WebSocketState.CloseSent;
        return Task.CompletedTask;
    }

    public override void Dispose()
    {
    }

    public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            await Receiving(cancellationToken);
        }
        finally
        {
            IsReceiveStopped = true;
        }

        return new WebSocketReceiveResult(0, WebSocketMessageType.Close, endOfMessage: true);
    }

    public override Task SendAsync(
        ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        Sending(cancellationToken);
}
