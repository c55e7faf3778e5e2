using PiHub.Tls;

namespace PiHub.Api.Network;

/// <summary>A certificate with its key: PEM texts, or a PKCS#12 file.</summary>
/// <param name="Certificate">The certificate and those between it and its authority, as PEM.</param>
/// <param name="Key">The private key as PEM; null when it is in <paramref name="Certificate"/>.</param>
/// <param name="Pkcs12">A PKCS#12 file (<c>.pfx</c>, <c>.p12</c>) instead of both, in base64.</param>
/// <param name="Password">The password of the key or file; null when it has none.</param>
internal sealed record CertificateRequest(string? Certificate, string? Key, string? Pkcs12, string? Password)
{
    /// <exception cref="CertificateRefusedException">It cannot be used.</exception>
    public CertificateUpload Read()
    {
        if (Certificate is { Length: > 0 } == Pkcs12 is { Length: > 0 })
        {
            throw new CertificateRefusedException("certificate", "is needed, either as PEM text or as a PKCS#12 file");
        }

        if (Pkcs12 is not { Length: > 0 } pkcs12)
        {
            return CertificateUpload.FromPem(Certificate ?? "", Key, Password);
        }

        byte[] file = new byte[pkcs12.Length];
        return Convert.TryFromBase64String(pkcs12, file, out int length)
            ? CertificateUpload.FromPkcs12(file[..length], Password)
            : throw new CertificateRefusedException("certificate", "is not written in base64");
    }

    /// <summary>Not the key or the password: this may come into a log.</summary>
    public override string ToString() => nameof(CertificateRequest);
}
