namespace PiHub.PluginHost.Packages;

/// <summary>Whose signature a package bears; the signature itself is valid.</summary>
/// <param name="Name">The name of a trusted signer from the hub's settings; null when its key is not trusted.</param>
/// <param name="KeyFingerprint">The SHA-256 of the public key (SubjectPublicKeyInfo), 64 lower-case hexadecimal digits.</param>
public sealed record PackageSigner(string? Name, string KeyFingerprint);
