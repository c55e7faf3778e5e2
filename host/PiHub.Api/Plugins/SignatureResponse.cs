using PiHub.PluginHost;
using PiHub.PluginHost.Packages;

namespace PiHub.Api.Plugins;

/// <summary>Who vouches for a version of a plugin, as the API shows it.</summary>
/// <param name="Status">Who, in a word.</param>
/// <param name="Signer">The name of the trusted signer; null when there is none.</param>
/// <param name="Fingerprint">The SHA-256 of the signer's public key, 64 lower-case hexadecimal digits; null when nobody signed.</param>
internal sealed record SignatureResponse(SignatureStatus Status, string? Signer, string? Fingerprint)
{
    public static SignatureResponse Of(PluginSource source, InstalledRecord? record) => record?.Signer is { } signer
        ? new(signer.Name is null ? SignatureStatus.UnknownKey : SignatureStatus.Signed, signer.Name, signer.KeyFingerprint)
        : new(source == PluginSource.Bundled ? SignatureStatus.Bundled : SignatureStatus.Unsigned, Signer: null, Fingerprint: null);
}
