namespace PiHub.Mqtt.Transport.Tls;

/// <summary>The hub's certificate at one moment.</summary>
public sealed record CertificateSnapshot
{
    /// <summary>Where it came from: its file.</summary>
    public required string File { get; init; }

    /// <summary>Whether the hub made it, and makes the next one, itself.</summary>
    public required bool IsSelfSigned { get; init; }

    /// <summary>When it ends, UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>SHA-256 of the certificate, in hexadecimal digits, for comparison with what a client shows.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>What its owner must do soon, in a sentence; null for nothing.</summary>
    public string? Warning { get; init; }
}
