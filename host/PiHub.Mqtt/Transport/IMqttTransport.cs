using System.IO.Pipelines;
using System.Net;

namespace PiHub.Mqtt.Transport;

/// <summary>An ordered, lossless stream of bytes to one client (4.2). Who opened it closes it.</summary>
internal interface IMqttTransport
{
    PipeReader Input { get; }

    PipeWriter Output { get; }

    /// <summary>Null when unknown.</summary>
    IPAddress? RemoteAddress { get; }

    /// <summary>The host that the client asked for by name or address, without a port; null where a transport has none.</summary>
    string? HostName { get; }

    /// <summary>Cuts the connection off without sending what waits. Safe from any thread.</summary>
    void Abort();
}
