using System.Net.Security;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;

namespace PiHub.Mqtt.Client;

/// <summary>Opens the stream of bytes to the server: TCP, TLS, or either with WebSocket frames.</summary>
internal static class ServerStream
{
    private const string SubProtocol = "mqtt";
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    /// <exception cref="ConnectFailure">The server cannot be reached.</exception>
    public static async Task<Stream> OpenAsync(MqttClientOptions options, CancellationToken cancellationToken)
    {
        TlsCheck? tls = options.UsesTls ? new TlsCheck(options) : null;
        try
        {
            return options.UsesWebSocket
                ? await OpenWebSocketAsync(options, tls, cancellationToken)
                : await OpenTcpAsync(options, tls, cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or IOException or AuthenticationException or WebSocketException)
        {
            throw new ConnectFailure(new LinkEnd(tls?.Problem ?? FailureText.OfConnecting(exception, options)), exception);
        }
    }

    private static async Task<Stream> OpenTcpAsync(MqttClientOptions options, TlsCheck? tls, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        Stream stream;
        try
        {
            await socket.ConnectAsync(options.Server.IdnHost, options.Port, cancellationToken);
            stream = new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        if (tls is null)
        {
            return stream;
        }

        var encrypted = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            await encrypted.AuthenticateAsClientAsync(tls.ToOptions(), cancellationToken);
            return encrypted;
        }
        catch
        {
            await encrypted.DisposeAsync();
            throw;
        }
    }

    private static async Task<Stream> OpenWebSocketAsync(MqttClientOptions options, TlsCheck? tls, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.AddSubProtocol(SubProtocol);
            using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
            if (tls is not null)
            {
                handler.SslOptions = tls.ToOptions();
            }

            using var invoker = new HttpMessageInvoker(handler);
            await socket.ConnectAsync(options.Server, invoker, cancellationToken);
            return socket.SubProtocol == SubProtocol
                ? WebSocketStream.Create(socket, WebSocketMessageType.Binary, CloseTimeout)
                : throw new ConnectFailure(new LinkEnd(FailureText.NoWebSocket(options)));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
