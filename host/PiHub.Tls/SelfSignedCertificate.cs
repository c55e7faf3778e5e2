using System.Net;
using System.Net.NetworkInformation;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PiHub.Tls;

/// <summary>The certificate that the hub makes for itself, in two PEM files that only its user may read.</summary>
internal static class SelfSignedCertificate
{
    public const string CertificateName = "server.crt";
    private const string KeyName = "server.key";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1"; // id-kp-serverAuth, RFC 5280 4.2.1.12
    private const int LifetimeDays = 730;

    /// <summary>The one that is there; null when there is none, or it cannot be used.</summary>
    public static X509Certificate2? Read(string folder)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(Path.Combine(folder, CertificateName), Path.Combine(folder, KeyName));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            return null; // a new one is made; what prevents that will say so
        }
    }

    /// <summary>Makes a new one in the place of what is there.</summary>
    /// <exception cref="InvalidOperationException">The folder cannot be written.</exception>
    public static X509Certificate2 Create(string folder, DateTimeOffset now)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("The key's file is protected by its Unix mode.");
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string host = Dns.GetHostName();
        var request = new CertificateRequest(new X500DistinguishedName($"CN={Escape(host)}"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(Names(host));

        // A day back, for clients whose clock is behind.
        using X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(LifetimeDays));
        try
        {
            PrivateFile.Write(folder, KeyName, key.ExportPkcs8PrivateKeyPem());
            PrivateFile.Write(folder, CertificateName, certificate.ExportCertificatePem() + "\n");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"the hub's TLS certificate cannot be written to '{folder}': {exception.Message}", exception);
        }

        return X509Certificate2.CreateFromPem(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private static X509Extension Names(string host)
    {
        var names = new SubjectAlternativeNameBuilder();
        string shortName = host.Split('.')[0];
        foreach (string name in new[] { host, shortName, $"{shortName}.local", "localhost" }.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            names.AddDnsName(name);
        }

        IEnumerable<IPAddress> addresses = NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .Where(address => !address.IsIPv6LinkLocal)
            .Append(IPAddress.Loopback)
            .Append(IPAddress.IPv6Loopback)
            .Distinct();
        foreach (IPAddress address in addresses)
        {
            names.AddIpAddress(address);
        }

        return names.Build();
    }

    // RFC 4514 2.4; a host name has none of these, but the kernel takes anything.
    private static string Escape(string host) => string.Concat(host.Where(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.'));
}
