using PiHub.Api.Broker;
using PiHub.Tls;

namespace PiHub.Api.Network;

/// <summary>The hub's certificate and where it is shown.</summary>
internal sealed record TlsResponse
{
    /// <summary>The TCP port of HTTPS; null when there is none.</summary>
    public int? HttpsPort { get; init; }

    /// <summary>The TCP port of MQTT over TLS; null when there is none.</summary>
    public int? MqttsPort { get; init; }

    /// <summary>The certificate; null while neither is on.</summary>
    public CertificateResponse? Certificate { get; init; }

    public static TlsResponse Of(ServerCertificate certificate, WebListeners web, BrokerListeners broker) => new()
    {
        HttpsPort = web.HttpsPort(),
        MqttsPort = broker.MqttTlsPort(),
        Certificate = certificate.Snapshot() is { } snapshot ? CertificateResponse.Of(snapshot) : null,
    };
}
