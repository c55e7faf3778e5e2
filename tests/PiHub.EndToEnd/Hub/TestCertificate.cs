using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PiHub.EndToEnd.Hub;

/// <summary>A self-signed certificate of the test.</summary>
internal static class TestCertificate
{
    /// <summary>Makes one for a name and the loopback address, valid for 90 days.</summary>
    public static (string Certificate, string Key) Make(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(90));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>The same as two files.</summary>
    public static void Write(string name, string certificateFile, string keyFile)
    {
        (string certificate, string key) = Make(name);
        File.WriteAllText(certificateFile, certificate);
        File.WriteAllText(keyFile, key);
    }
}
