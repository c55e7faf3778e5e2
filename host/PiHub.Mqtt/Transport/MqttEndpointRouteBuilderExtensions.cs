using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PiHub.Mqtt.Transport;

/// <summary>MQTT over WebSocket as an endpoint.</summary>
public static class MqttEndpointRouteBuilderExtensions
{
    private const string SubProtocol = "mqtt";

    /// <summary>Serves MQTT over WebSocket (6). The application must use the WebSocket middleware.</summary>
    /// <param name="endpoints">Where to add the endpoint.</param>
    /// <param name="pattern">Its route.</param>
    /// <returns>The endpoint, for conventions. The broker checks credentials itself, in CONNECT; the application checks <c>Origin</c>,
    /// because any page may open a WebSocket to any address.</returns>
    public static IEndpointConventionBuilder MapMqttWebSocket(this IEndpointRouteBuilder endpoints, string pattern = "/mqtt")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return endpoints.Map(pattern, ServeAsync).WithDisplayName("MQTT over WebSocket");
    }

    private static async Task ServeAsync(HttpContext context)
    {
        // 6.0.0-3: the client offers "mqtt".
        if (!context.WebSockets.IsWebSocketRequest || !context.WebSockets.WebSocketRequestedProtocols.Contains(SubProtocol))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            await context.Response.WriteAsync("This is MQTT over WebSocket: connect with the sub-protocol 'mqtt'.", context.RequestAborted);
            return;
        }

        IServiceProvider services = context.RequestServices;
        MqttBroker broker = services.GetRequiredService<MqttBroker>();
        BrokerOptions options = services.GetRequiredService<IOptions<BrokerOptions>>().Value;
        using WebSocket socket = await context.WebSockets.AcceptWebSocketAsync(SubProtocol);
        using DoorPass pass = broker.Door.Enter(PeerAddress.Of(context.Connection.RemoteIpAddress), socket.Abort);
        var transport = new WebSocketTransport(socket, options.LingerTimeout, services.GetRequiredService<TimeProvider>())
        {
            Pass = pass,
            HostName = context.Request.Host.Host,
        };
        await transport.RunAsync(() => broker.ServeAsync(transport));
    }
}
