using System.IO.Pipelines;
using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;

namespace PiHub.Mqtt.Transport;

/// <summary>MQTT over one WebSocket (6): frames become a stream, so that packets may span frames or share one.</summary>
internal sealed class WebSocketTransport : IMqttTransport
{
    private const int ReceiveBytes = 8_192;

    private readonly WebSocket _socket;
    private readonly TimeSpan _closeTimeout;
    private readonly TimeProvider _time;
    private readonly Pipe _received = new(new PipeOptions(useSynchronizationContext: false));
    private readonly Pipe _toSend = new(new PipeOptions(useSynchronizationContext: false));

    public WebSocketTransport(WebSocket socket, TimeSpan closeTimeout, TimeProvider time)
    {
        _socket = socket;
        _closeTimeout = closeTimeout;
        _time = time;
    }

    public PipeReader Input => _received.Reader;

    public PipeWriter Output => _toSend.Writer;

    public IPAddress? RemoteAddress => Pass.Address;

    public required string? HostName { get; init; }

    public string Kind => "websocket";

    public X509Certificate2? ClientCertificate => null;

    public required DoorPass Pass { get; init; }

    public bool CanHalfClose => true;

    public void Abort() => _socket.Abort();

    /// <summary>Moves bytes while the connection is served.</summary>
    /// <param name="serve">Serves it; completes both pipes' inner ends when done.</param>
    public async Task RunAsync(Func<Task> serve)
    {
        Task receiving = ReceiveAsync();
        Task sending = SendAsync();
        await serve();
        try
        {
            // The peer gets a moment to answer the closing frame.
            await Task.WhenAll(sending, receiving).WaitAsync(_closeTimeout, _time);
        }
        catch (TimeoutException)
        {
            _socket.Abort();
            await Task.WhenAll(sending, receiving);
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                ValueWebSocketReceiveResult frame =
                    await _socket.ReceiveAsync(_received.Writer.GetMemory(ReceiveBytes), CancellationToken.None);
                if (frame.MessageType == WebSocketMessageType.Text)
                {
                    // 6.0.0-1: closed, not ignored.
                    await _socket.CloseOutputAsync(
                        WebSocketCloseStatus.InvalidMessageType, "MQTT takes binary frames only", CancellationToken.None);
                    break;
                }

                if (frame.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }

                _received.Writer.Advance(frame.Count);
                if ((await _received.Writer.FlushAsync(CancellationToken.None)).IsCompleted)
                {
                    await DrainAsync();
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The peer is gone or was cut off; the reader sees the end of the stream.
        }
        finally
        {
            await _received.Writer.CompleteAsync();
        }
    }

    // The broker has ended; what the peer still sends is read up to its closing frame.
    private async Task DrainAsync()
    {
        byte[] ignored = new byte[ReceiveBytes];
        while ((await _socket.ReceiveAsync(ignored.AsMemory(), CancellationToken.None)).MessageType != WebSocketMessageType.Close)
        {
        }
    }

    private async Task SendAsync()
    {
        try
        {
            while (true)
            {
                ReadResult result = await _toSend.Reader.ReadAsync(CancellationToken.None);
                foreach (ReadOnlyMemory<byte> part in result.Buffer)
                {
                    await _socket.SendAsync(part, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
                }

                _toSend.Reader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                {
                    break;
                }
            }

            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, CancellationToken.None);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The peer is gone; the writer sees that nobody reads.
        }
        finally
        {
            await _toSend.Reader.CompleteAsync();
        }
    }
}
