using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace PiHub.Mqtt.Access;

/// <summary>What a client shows when it connects. Never log the password.</summary>
public sealed class MqttCredentials
{
    /// <summary>The client id; one the broker assigned when the client gave none.</summary>
    public required string ClientId { get; init; }

    /// <summary>The user name; null when not given.</summary>
    public string? UserName { get; init; }

    /// <summary>The password's bytes, usually UTF-8; empty when not given.</summary>
    public ReadOnlyMemory<byte> Password { get; init; }

    /// <summary>Where the connection comes from; null when unknown.</summary>
    public IPAddress? RemoteAddress { get; init; }

    /// <summary>The host that a WebSocket client asked for (its <c>Host</c> header without the port); null over TCP.</summary>
    public string? HostName { get; init; }

    /// <summary>The certificate that the client proved in the TLS handshake, checked against the configured authority; null without one.
    /// It lives as long as the connection.</summary>
    public X509Certificate2? ClientCertificate { get; init; }

    /// <summary>Whether it comes from this machine.</summary>
    public bool IsLoopback => RemoteAddress is not null && IPAddress.IsLoopback(RemoteAddress);
}
