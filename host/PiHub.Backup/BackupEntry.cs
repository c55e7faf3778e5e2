namespace PiHub.Backup;

/// <summary>A file in a backup.</summary>
/// <param name="Path">Where it belongs in the data folder, with '/'.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256, lower-case hexadecimal.</param>
internal sealed record BackupEntry(string Path, long Bytes, string Sha256);
