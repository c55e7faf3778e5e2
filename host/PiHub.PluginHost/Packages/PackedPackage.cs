namespace PiHub.PluginHost.Packages;

/// <summary>A package file that was made.</summary>
/// <param name="Path">The file, <c>&lt;id&gt;-&lt;version&gt;.pihub</c>.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Sha256">The SHA-256 of the file, 64 lower-case hexadecimal digits.</param>
/// <param name="KeyFingerprint">The SHA-256 of the public key that it is signed with; null when it is not signed.</param>
public sealed record PackedPackage(string Path, long SizeBytes, string Sha256, string? KeyFingerprint);
