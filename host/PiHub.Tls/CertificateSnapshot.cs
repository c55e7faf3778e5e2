namespace PiHub.Tls;

/// <summary>The hub's certificate at one moment.</summary>
public sealed record CertificateSnapshot
{
    /// <summary>Its file.</summary>
    public required string File { get; init; }

    /// <summary>Where it comes from.</summary>
    public required CertificateOrigin Origin { get; init; }

    /// <summary>Whose it is, as a distinguished name.</summary>
    public required string Subject { get; init; }

    /// <summary>Who signed it, as a distinguished name.</summary>
    public required string Issuer { get; init; }

    /// <summary>The host names and IP addresses that it is for.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The certificate itself, without its key, as PEM.</summary>
    public required string Pem { get; init; }

    /// <summary>When it begins, UTC.</summary>
    public required DateTimeOffset BeginsAt { get; init; }

    /// <summary>When it ends, UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>SHA-256 of the certificate, in hexadecimal digits, for comparison with what a client shows.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>What its owner must do soon, in a sentence; null for nothing.</summary>
    public string? Warning { get; init; }
}
