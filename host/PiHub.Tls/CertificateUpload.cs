using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PiHub.Tls;

/// <summary>A certificate with its key as an admin sends it. Never logged.</summary>
public sealed class CertificateUpload
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1"; // id-kp-serverAuth, RFC 5280 4.2.1.12
    private const int LeastRsaBits = 2_048; // CA/Browser Forum baseline requirements 6.1.5

    private CertificateUpload(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> others) =>
        (Certificate, Others) = (certificate, others);

    /// <summary>The hub's certificate, with its key.</summary>
    internal X509Certificate2 Certificate { get; }

    /// <summary>Those between it and its authority.</summary>
    internal IReadOnlyList<X509Certificate2> Others { get; }

    /// <summary>Reads PEM texts.</summary>
    /// <param name="certificate">The certificate, those between it and its authority, and the key when <paramref name="key"/> is null.</param>
    /// <param name="key">The private key.</param>
    /// <param name="password">The key's password; null when it has none.</param>
    /// <exception cref="CertificateRefusedException">They cannot be used.</exception>
    public static CertificateUpload FromPem(string certificate, string? key, string? password)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(certificate);
        }
        catch (CryptographicException exception)
        {
            throw new CertificateRefusedException("certificate", "is damaged: it cannot be read as PEM", exception);
        }

        if (all.Count == 0)
        {
            throw new CertificateRefusedException("certificate", "holds no certificate: it must be text with '-----BEGIN CERTIFICATE-----'");
        }

        string keyText = key ?? certificate;
        if (!keyText.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
        {
            throw new CertificateRefusedException("key", "is missing: send the private key too, as PEM text");
        }

        bool isEncrypted = keyText.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal);
        if (isEncrypted && string.IsNullOrEmpty(password))
        {
            throw new CertificateRefusedException("password", "is needed: the key is protected by one");
        }

        try
        {
            X509Certificate2 own = isEncrypted
                ? X509Certificate2.CreateFromEncryptedPem(certificate, keyText, password)
                : X509Certificate2.CreateFromPem(certificate, keyText);
            return new CertificateUpload(own, [.. all.Skip(1)]);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new CertificateRefusedException(
                isEncrypted ? "password" : "key",
                isEncrypted ? "is wrong, or the key does not fit the first certificate" : "does not fit the first certificate",
                exception);
        }
    }

    /// <summary>Reads a PKCS#12 file (<c>.pfx</c>, <c>.p12</c>).</summary>
    /// <param name="file">Its content.</param>
    /// <param name="password">Its password; null when it has none.</param>
    /// <exception cref="CertificateRefusedException">It cannot be used.</exception>
    public static CertificateUpload FromPkcs12(byte[] file, string? password)
    {
        try
        {
            // Exportable, because it is kept as PEM.
            X509Certificate2Collection all =
                X509CertificateLoader.LoadPkcs12Collection(file, password, X509KeyStorageFlags.Exportable | X509KeyStorageFlags.EphemeralKeySet);
            X509Certificate2 own = all.FirstOrDefault(candidate => candidate.HasPrivateKey)
                ?? throw new CertificateRefusedException("certificate", "holds no private key: export the certificate with its key");
            return new CertificateUpload(own, [.. all.Where(other => !ReferenceEquals(other, own))]);
        }
        catch (CryptographicException exception)
        {
            throw new CertificateRefusedException("password", "is wrong, or the file is no PKCS#12 file", exception);
        }
    }

    /// <summary>Refuses what browsers and MQTT clients would refuse.</summary>
    /// <exception cref="CertificateRefusedException">It cannot be used.</exception>
    internal void Check(DateTimeOffset now)
    {
        if (Certificate.NotAfter.ToUniversalTime() <= now)
        {
            throw new CertificateRefusedException("certificate", $"has expired on {Certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}");
        }

        if (Certificate.NotBefore.ToUniversalTime() > now)
        {
            throw new CertificateRefusedException("certificate", $"begins on {Certificate.NotBefore.ToUniversalTime():yyyy-MM-dd} only");
        }

        using RSA? rsa = Certificate.GetRSAPublicKey();
        if (rsa?.KeySize < LeastRsaBits)
        {
            throw new CertificateRefusedException("certificate", $"has an RSA key of {rsa.KeySize} bits; {LeastRsaBits} are the least");
        }

        X509EnhancedKeyUsageExtension[] usages = [.. Certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>()];
        if (usages.Length > 0 && !usages.Any(usage => usage.EnhancedKeyUsages.Cast<Oid>().Any(oid => oid.Value == ServerAuthentication)))
        {
            throw new CertificateRefusedException("certificate", "is not for servers: its extended key usage lacks serverAuth");
        }
    }
}
