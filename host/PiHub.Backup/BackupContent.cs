namespace PiHub.Backup;

/// <summary>What a backup says of itself, after it was found whole.</summary>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="Hub">The version of the hub that made it.</param>
/// <param name="Files">How many files are in it.</param>
/// <param name="Bytes">How large they are together, bytes.</param>
public sealed record BackupContent(DateTimeOffset CreatedAt, string Hub, int Files, long Bytes)
{
    internal static BackupContent Of(BackupManifest manifest) =>
        new(manifest.CreatedAt, manifest.Hub, manifest.Files.Count, manifest.Files.Sum(file => file.Bytes));
}
