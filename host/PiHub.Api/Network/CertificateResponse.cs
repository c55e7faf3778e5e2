using PiHub.Tls;

namespace PiHub.Api.Network;

/// <summary>A certificate, without its key.</summary>
internal sealed record CertificateResponse
{
    /// <summary>Where it comes from.</summary>
    public required CertificateOrigin Origin { get; init; }

    /// <summary>Whose it is, as a distinguished name.</summary>
    public required string Subject { get; init; }

    /// <summary>Who signed it, as a distinguished name.</summary>
    public required string Issuer { get; init; }

    /// <summary>The host names and IP addresses that it is for.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>When it begins, UTC.</summary>
    public required DateTimeOffset BeginsAt { get; init; }

    /// <summary>When it ends, UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Its SHA-256 in hexadecimal digits, as browsers show it.</summary>
    public required string FingerprintSha256 { get; init; }

    /// <summary>What its owner must do soon, in a sentence; null for nothing.</summary>
    public string? Warning { get; init; }

    public static CertificateResponse Of(CertificateSnapshot snapshot) => new()
    {
        Origin = snapshot.Origin,
        Subject = snapshot.Subject,
        Issuer = snapshot.Issuer,
        Names = snapshot.Names,
        BeginsAt = snapshot.BeginsAt,
        ExpiresAt = snapshot.ExpiresAt,
        FingerprintSha256 = snapshot.Fingerprint,
        Warning = snapshot.Warning,
    };
}
