using System.Security.Cryptography;
using System.Text.Json;

namespace PiHub.PluginHost.Packages;

/// <summary>Makes and checks signatures of packages: ECDSA with P-256 over the <see cref="ContentHash"/>.</summary>
internal static class PackageSignature
{
    public const string Algorithm = "ecdsa-p256-sha256";

    private const long MaximumBytes = 16 * 1024;
    private const int HashBytes = 32;
    private const string P256 = "1.2.840.10045.3.1.7"; // RFC 5480, secp256r1

    /// <summary>Signs a package.</summary>
    /// <param name="hash">Its <see cref="ContentHash"/>.</param>
    /// <param name="key">The private key.</param>
    public static byte[] Sign(byte[] hash, ECDsa key) => JsonSerializer.SerializeToUtf8Bytes(
        new SignatureDocument
        {
            Algorithm = Algorithm,
            PublicKey = Convert.ToBase64String(key.ExportSubjectPublicKeyInfo()),
            Signature = Convert.ToBase64String(key.SignHash(hash, DSASignatureFormat.Rfc3279DerSequence)),
            Hash = Convert.ToHexStringLower(hash),
        },
        PackageJson.Default.SignatureDocument);

    /// <summary>Checks the signature of an unpacked package.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="hash">Its <see cref="ContentHash"/>.</param>
    /// <param name="options">Who is trusted, and whether a signature is needed.</param>
    /// <param name="reasons">Where mistakes are noted.</param>
    /// <returns>Who signed it; null when there is no valid signature.</returns>
    public static PackageSigner? Check(string folder, byte[] hash, PackageOptions options, RefusalReasons reasons)
    {
        var file = new FileInfo(Path.Combine(folder, PackageLayout.SignatureName));
        if (!file.Exists)
        {
            if (options.RequireSignature)
            {
                reasons.Add("it is not signed, and this hub installs signed packages only: ask its author for a signed one");
            }

            return null;
        }

        byte[]? key = file.Length <= MaximumBytes ? VerifiedKey(File.ReadAllBytes(file.FullName), hash) : null;
        if (key is null)
        {
            reasons.Add("its signature is not valid: it was changed after it was signed, or signature.json is damaged; get it again from its author");
            return null;
        }

        var signer = new PackageSigner(options.TrustedSigners.FirstOrDefault(trusted => IsKey(trusted, key))?.Name, Fingerprint(key));
        if (options.RequireSignature && signer.Name is null)
        {
            reasons.Add($"it is signed with the key {signer.KeyFingerprint}, which this hub does not trust: "
                + "add the key to Plugins:Packages:TrustedSigners when you trust its author");
        }

        return signer;
    }

    /// <summary>The SHA-256 of a public key, in lower-case hexadecimal digits.</summary>
    public static string Fingerprint(byte[] publicKey) => Convert.ToHexStringLower(SHA256.HashData(publicKey));

    /// <summary>Reads a key from PEM.</summary>
    /// <returns>Null when it is no private key of the curve P-256.</returns>
    public static ECDsa? ReadPrivateKey(string pem)
    {
        ECDsa key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (IsP256(key) && key.ExportParameters(includePrivateParameters: true).D is not null)
            {
                return key;
            }
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            // no key, or one that is locked
        }

        key.Dispose();
        return null;
    }

    private static byte[]? VerifiedKey(byte[] json, byte[] hash)
    {
        try
        {
            SignatureDocument? document = JsonSerializer.Deserialize(json, PackageJson.Default.SignatureDocument);
            if (document is not { Algorithm: Algorithm, PublicKey: { } publicKey, Signature: { } signature, Hash.Length: 2 * HashBytes }
                || !Convert.FromHexString(document.Hash).AsSpan().SequenceEqual(hash))
            {
                return null;
            }

            using ECDsa? key = ReadPublicKey(publicKey);
            return key?.VerifyHash(hash, Convert.FromBase64String(signature), DSASignatureFormat.Rfc3279DerSequence) == true
                ? key.ExportSubjectPublicKeyInfo()
                : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or CryptographicException)
        {
            return null;
        }
    }

    private static bool IsKey(TrustedSigner trusted, byte[] publicKey)
    {
        using ECDsa? key = ReadPublicKey(trusted.PublicKey);
        return key is not null && key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(publicKey);
    }

    /// <summary>Reads a public key from PEM or base64.</summary>
    /// <returns>Null when it is none of the curve P-256.</returns>
    public static ECDsa? ReadPublicKey(string text)
    {
        ECDsa key = ECDsa.Create();
        try
        {
            if (text.Contains("-----BEGIN", StringComparison.Ordinal))
            {
                key.ImportFromPem(text);
            }
            else
            {
                key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(text), out _);
            }

            if (IsP256(key))
            {
                return key;
            }
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException or FormatException)
        {
            // no key
        }

        key.Dispose();
        return null;
    }

    private static bool IsP256(ECDsa key) => key.ExportParameters(includePrivateParameters: false).Curve.Oid is { } curve
        && (curve.Value == P256 || curve.FriendlyName is "nistP256" or "ECDSA_P256");
}
