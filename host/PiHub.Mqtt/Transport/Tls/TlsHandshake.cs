using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using PiHub.Tls;

namespace PiHub.Mqtt.Transport.Tls;

/// <summary>What is asked of a client in the TLS handshake.</summary>
internal sealed class TlsHandshake
{
    // MQTT's name in the registry of ALPN protocols; clients that ask for nothing are served too.
    private static readonly List<SslApplicationProtocol> Protocols = [new("mqtt")];

    private readonly ServerCertificate _certificate;
    private readonly ClientCertificates _mode;
    private readonly X509Certificate2Collection _authorities;

    /// <exception cref="InvalidOperationException">A certificate file cannot be used; the message names it.</exception>
    public TlsHandshake(ServerCertificate certificate, MqttTlsOptions options)
    {
        _certificate = certificate;
        _mode = options.ClientCertificates;
        _authorities = _mode == ClientCertificates.None || options.ClientCaFile is not { } file
            ? []
            : CertificateFiles.ReadPem("Mqtt:Tls:ClientCaFile", file);
        certificate.Current();
    }

    /// <summary>The settings for one connection.</summary>
    public SslServerAuthenticationOptions Settings() => new()
    {
        ServerCertificateContext = _certificate.Current(),
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        ApplicationProtocols = Protocols,
        ClientCertificateRequired = _mode != ClientCertificates.None,
        CertificateChainPolicy = _mode == ClientCertificates.None ? null : Policy(),
        RemoteCertificateValidationCallback = _mode == ClientCertificates.None
            ? null
            : (_, shown, _, errors) => shown is null ? _mode == ClientCertificates.Allow : errors == SslPolicyErrors.None,
    };

    private X509ChainPolicy Policy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(_authorities);
        return policy;
    }
}
