using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PiHub.Mqtt.Tests.Transport.Tls;

/// <summary>A certificate authority of the test.</summary>
internal sealed class TestAuthority : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _certificate;

    public TestAuthority(string name)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        _certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(100));
    }

    public string Pem => _certificate.ExportCertificatePem();

    /// <summary>Signs a certificate.</summary>
    public (string Certificate, string Key) Sign(string subject, DateTimeOffset? expiresAt = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        DateTimeOffset end = expiresAt ?? TimeProvider.System.GetUtcNow().AddDays(90);
        using X509Certificate2 certificate = request.Create(
            _certificate, TimeProvider.System.GetUtcNow().AddDays(-0.5), end, RandomNumberGenerator.GetBytes(8));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
    }
}
