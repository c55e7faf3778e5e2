using System.Net;
using Microsoft.AspNetCore.Connections;

namespace PiHub.Mqtt.Transport;

/// <summary>MQTT over TCP for Kestrel: <c>kestrel.ListenAnyIP(1883, listen => listen.UseConnectionHandler&lt;MqttConnectionHandler&gt;())</c>.</summary>
public sealed class MqttConnectionHandler : ConnectionHandler
{
    private readonly MqttBroker _broker;

    /// <summary>Creates it; Kestrel does.</summary>
    /// <param name="broker">Who serves the connections.</param>
    public MqttConnectionHandler(MqttBroker broker) => _broker = broker;

    /// <inheritdoc/>
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        ArgumentNullException.ThrowIfNull(connection);

        // A TLS listener has it enter before the handshake.
        using DoorPass pass = connection.Features.Get<DoorPass>() ?? Enter(_broker.Door, connection);
        await _broker.ServeAsync(new KestrelTransport(connection, pass));
    }

    /// <summary>Counts a connection.</summary>
    internal static DoorPass Enter(Door door, ConnectionContext connection) =>
        door.Enter(PeerAddress.Of((connection.RemoteEndPoint as IPEndPoint)?.Address), connection.Abort);
}
