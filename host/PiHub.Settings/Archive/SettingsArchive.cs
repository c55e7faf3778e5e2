using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PiHub.Settings.Schemas;

namespace PiHub.Settings.Archive;

/// <summary>Encrypts the secrets of exported settings with a passphrase, and puts imported ones together again.</summary>
internal static class SettingsArchive
{
    // OWASP's password storage cheat sheet (2023) for PBKDF2-HMAC-SHA256.
    private const int LeastIterations = 600_000;

    // Some seconds on a Pi: a document must not be able to occupy the hub for longer.
    private const int MostIterations = 5_000_000;
    private const int KeyBytes = 32;
    private const int SaltBytes = 16;

    /// <summary>Encrypts; the owner's key is authenticated with it, so that it opens for no other owner.</summary>
    public static SealedSecrets Seal(string owner, JsonObject secrets, string passphrase)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(SaltBytes);
        byte[] nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        byte[] plain = Encoding.UTF8.GetBytes(secrets.ToJsonString());
        int tagBytes = AesGcm.TagByteSizes.MaxSize;
        byte[] sealedBytes = new byte[plain.Length + tagBytes];
        using AesGcm cipher = CipherOf(passphrase, salt, LeastIterations);
        cipher.Encrypt(
            nonce, plain, sealedBytes.AsSpan(0, plain.Length), sealedBytes.AsSpan(plain.Length), Encoding.UTF8.GetBytes(owner));
        return new SealedSecrets(
            LeastIterations, Convert.ToBase64String(salt), Convert.ToBase64String(nonce), Convert.ToBase64String(sealedBytes));
    }

    /// <summary>The change that a document stands for.</summary>
    public static JsonElement Open(SettingsOwner owner, SettingsDocument document, string? passphrase, SettingErrors errors)
    {
        if (document.Format != SettingsDocument.ThisFormat)
        {
            errors.Add("document.format", $"must be {SettingsDocument.ThisFormat}");
        }

        if (document.Plugin != owner.Id)
        {
            errors.Add("document.plugin", $"are the settings of '{document.Plugin}'");
        }

        if (document.Values.ValueKind != JsonValueKind.Object)
        {
            errors.Add("document.values", "must be an object");
            return default;
        }

        JsonObject merge = JsonObject.Create(document.Values) ?? [];
        if (errors.IsEmpty && document.Secrets is { } secrets && passphrase is not null)
        {
            if (Open(owner.Key, secrets, passphrase) is { } opened)
            {
                Merge(merge, opened);
            }
            else
            {
                errors.Add("passphrase", "is not the one that the secrets were encrypted with, or the document is damaged");
            }
        }

        return JsonElement.Parse(merge.ToJsonString());
    }

    private static JsonObject? Open(string owner, SealedSecrets secrets, string passphrase)
    {
        if (secrets.Iterations is < LeastIterations or > MostIterations)
        {
            return null;
        }

        try
        {
            byte[] sealedBytes = Convert.FromBase64String(secrets.Ciphertext);
            int plainBytes = sealedBytes.Length - AesGcm.TagByteSizes.MaxSize;
            byte[] plain = new byte[Math.Max(plainBytes, 0)];
            using AesGcm cipher = CipherOf(passphrase, Convert.FromBase64String(secrets.Salt), secrets.Iterations);
            cipher.Decrypt(
                Convert.FromBase64String(secrets.Nonce),
                sealedBytes.AsSpan(0, plain.Length),
                sealedBytes.AsSpan(plain.Length),
                plain,
                Encoding.UTF8.GetBytes(owner));
            return JsonNode.Parse(plain) as JsonObject;
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or ArgumentException or JsonException)
        {
            return null;
        }
    }

    private static AesGcm CipherOf(string passphrase, byte[] salt, int iterations)
    {
        byte[] key = Rfc2898DeriveBytes.Pbkdf2(passphrase, salt, iterations, HashAlgorithmName.SHA256, KeyBytes);
        try
        {
            return new AesGcm(key, AesGcm.TagByteSizes.MaxSize);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static void Merge(JsonObject target, JsonObject source)
    {
        foreach ((string name, JsonNode? value) in source)
        {
            if (value is JsonObject group && target[name] is JsonObject known)
            {
                Merge(known, group);
            }
            else
            {
                target[name] = value?.DeepClone();
            }
        }
    }
}
