using System.IO.Pipelines;
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
    public override Task OnConnectedAsync(ConnectionContext connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return _broker.ServeAsync(new KestrelTransport(connection));
    }

    private sealed class KestrelTransport(ConnectionContext connection) : IMqttTransport
    {
        public PipeReader Input => connection.Transport.Input;

        public PipeWriter Output => connection.Transport.Output;

        public IPAddress? RemoteAddress { get; } = PeerAddress.Of((connection.RemoteEndPoint as IPEndPoint)?.Address);

        public string? HostName => null;

        public void Abort() => connection.Abort();
    }
}
