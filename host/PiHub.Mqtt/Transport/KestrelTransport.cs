using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace PiHub.Mqtt.Transport;

/// <summary>MQTT over a TCP connection of Kestrel, with or without TLS.</summary>
internal sealed class KestrelTransport : IMqttTransport
{
    private readonly ConnectionContext _connection;

    public KestrelTransport(ConnectionContext connection, DoorPass pass)
    {
        _connection = connection;
        Pass = pass;
        Kind = connection.Features.Get<ITlsHandshakeFeature>() is null ? "tcp" : "tls";
        ClientCertificate = connection.Features.Get<ITlsConnectionFeature>()?.ClientCertificate;
    }

    public string Kind { get; }

    public PipeReader Input => _connection.Transport.Input;

    public PipeWriter Output => _connection.Transport.Output;

    public IPAddress? RemoteAddress => Pass.Address;

    public string? HostName => null;

    public X509Certificate2? ClientCertificate { get; }

    public DoorPass Pass { get; }

    public bool CanHalfClose => false;

    public void Abort() => _connection.Abort();
}
