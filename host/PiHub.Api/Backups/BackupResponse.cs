using PiHub.Backup;

namespace PiHub.Api.Backups;

/// <summary>A backup.</summary>
/// <param name="Name">Its file name.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="Bytes">Its size, bytes.</param>
internal sealed record BackupResponse(string Name, DateTimeOffset CreatedAt, long Bytes)
{
    public static BackupResponse Of(BackupFile file) => new(file.Name, file.CreatedAt, file.Bytes);
}
