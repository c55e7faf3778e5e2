using System.IO.Pipelines;
using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace PiHub.Mqtt.Transport;

/// <summary>An ordered, lossless stream of bytes to one client (4.2). Who opened it closes it.</summary>
internal interface IMqttTransport
{
    /// <summary><c>tcp</c>, <c>tls</c> or <c>websocket</c>.</summary>
    string Kind { get; }

    PipeReader Input { get; }

    PipeWriter Output { get; }

    /// <summary>Null when unknown.</summary>
    IPAddress? RemoteAddress { get; }

    /// <summary>The host that the client asked for by name or address, without a port; null where a transport has none.</summary>
    string? HostName { get; }

    /// <summary>The client's certificate, checked; null without one.</summary>
    X509Certificate2? ClientCertificate { get; }

    /// <summary>Its place in the counts.</summary>
    DoorPass Pass { get; }

    /// <summary>Whether the peer's bytes can still be read after <see cref="Output"/> was completed; a socket closes both ways at once.</summary>
    bool CanHalfClose { get; }

    /// <summary>Cuts the connection off without sending what waits. Safe from any thread.</summary>
    void Abort();
}
