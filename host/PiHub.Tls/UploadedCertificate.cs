using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PiHub.Tls;

/// <summary>The certificate that an admin uploaded, in one PEM file that only the hub's user may read.</summary>
internal static class UploadedCertificate
{
    public const string Name = "uploaded.pem";

    /// <summary>The one that is there; null when there is none.</summary>
    /// <exception cref="InvalidOperationException">It cannot be used.</exception>
    public static (X509Certificate2 Certificate, X509Certificate2Collection Others)? Read(string folder)
    {
        string file = Path.Combine(folder, Name);
        return File.Exists(file) ? CertificateFiles.ReadOwn(new TlsOptions { CertificateFile = file }, file) : null;
    }

    /// <summary>Keeps it in the place of the one that is there.</summary>
    /// <exception cref="IOException">The disk is full or fails.</exception>
    public static void Store(string folder, CertificateUpload upload)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new PlatformNotSupportedException("The key's file is protected by its Unix mode.");
        }

        PrivateFile.Write(folder, Name, string.Join('\n', [.. Pem(upload), ""]));
    }

    public static void Delete(string folder) => File.Delete(Path.Combine(folder, Name));

    [UnsupportedOSPlatform("windows")]
    private static IEnumerable<string> Pem(CertificateUpload upload)
    {
        yield return upload.Certificate.ExportCertificatePem();
        foreach (X509Certificate2 other in upload.Others)
        {
            yield return other.ExportCertificatePem();
        }

        using AsymmetricAlgorithm key = (AsymmetricAlgorithm?)upload.Certificate.GetECDsaPrivateKey() ?? upload.Certificate.GetRSAPrivateKey()
            ?? throw new CertificateRefusedException("key", "is neither RSA nor ECDSA");
        yield return key.ExportPkcs8PrivateKeyPem();
    }
}
