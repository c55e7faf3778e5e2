using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PiHub.Notifications.Tests.Delivery;

/// <summary>A certificate that nobody trusts.</summary>
internal static class TestCertificate
{
    public static (string Certificate, string Key) Write(string folder)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        (string certificateFile, string keyFile) = (Path.Combine(folder, "c.pem"), Path.Combine(folder, "k.pem"));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return (certificateFile, keyFile);
    }
}
