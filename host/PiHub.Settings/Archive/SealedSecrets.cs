namespace PiHub.Settings.Archive;

/// <summary>Secrets encrypted by AES-256-GCM with a key that PBKDF2-HMAC-SHA256 makes of a passphrase.</summary>
/// <param name="Iterations">The rounds of PBKDF2.</param>
/// <param name="Salt">Its salt, base64.</param>
/// <param name="Nonce">The nonce of AES-GCM, base64.</param>
/// <param name="Ciphertext">A JSON object of settings, encrypted, with the 16 bytes of its tag behind it; base64.</param>
public sealed record SealedSecrets(int Iterations, string Salt, string Nonce, string Ciphertext);
