namespace PiHub.PluginHost.Packages;

/// <summary>What <c>signature.json</c> says.</summary>
internal sealed record SignatureDocument
{
    /// <summary><see cref="PackageSignature.Algorithm"/>.</summary>
    public string? Algorithm { get; init; }

    /// <summary>The signer's public key: SubjectPublicKeyInfo in base64.</summary>
    public string? PublicKey { get; init; }

    /// <summary>The signature of the hash: DER (RFC 3279) in base64.</summary>
    public string? Signature { get; init; }

    /// <summary>The package's <see cref="ContentHash"/>, in hexadecimal digits.</summary>
    public string? Hash { get; init; }
}
