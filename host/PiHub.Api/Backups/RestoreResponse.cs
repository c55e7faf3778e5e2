using PiHub.Backup;

namespace PiHub.Api.Backups;

/// <summary>What is put back, or would be.</summary>
/// <param name="CreatedAt">When the backup was made, UTC.</param>
/// <param name="Hub">The version of the hub that made it.</param>
/// <param name="Files">How many files are in it.</param>
/// <param name="Bytes">How large they are together, bytes.</param>
/// <param name="IsRestarting">Whether the hub restarts now to put it back.</param>
internal sealed record RestoreResponse(DateTimeOffset CreatedAt, string Hub, int Files, long Bytes, bool IsRestarting)
{
    public static RestoreResponse Of(BackupContent content, bool isRestarting) =>
        new(content.CreatedAt, content.Hub, content.Files, content.Bytes, isRestarting);
}
