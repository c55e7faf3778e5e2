using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PiHub.PluginHost.Listening;

/// <summary>One plugin's own TCP port on all addresses, for as long as this object lives.</summary>
internal sealed class PluginPort : IAsyncDisposable
{
    private readonly KestrelServer _server;

    private PluginPort(KestrelServer server) => _server = server;

    /// <summary>Binds the port and serves it.</summary>
    /// <exception cref="PortUnavailableException">It cannot be bound; the message says why.</exception>
    public static async Task<PluginPort> BindAsync(
        int port, PortApplication application, IServiceProvider services, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var options = new KestrelServerOptions { AddServerHeader = false, ApplicationServices = services };
        options.ListenAnyIP(port);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers);
        var server = new KestrelServer(Options.Create(options), transport, loggers);
        try
        {
            await server.StartAsync(application, cancellationToken);
            return new PluginPort(server);
        }
        catch (Exception exception)
        {
            server.Dispose();
            throw exception switch
            {
                IOException { InnerException: AddressInUseException } => new PortUnavailableException("another program uses it", exception),
                SocketException { SocketErrorCode: SocketError.AccessDenied } => new PortUnavailableException(
                    "the hub may not bind ports below 1024; choose another one, or grant it CAP_NET_BIND_SERVICE", exception),
                IOException or SocketException => new PortUnavailableException(exception.Message.TrimEnd('.'), exception),
                _ => exception,
            };
        }
    }

    /// <summary>Frees the port; connections are closed when their request is answered, or after 2 s.</summary>
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _server.StopAsync(patience.Token);
        _server.Dispose();
    }
}
