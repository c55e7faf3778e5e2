namespace PiHub.Backup;

/// <summary>A backup on the disk.</summary>
/// <param name="Name">Its file name, e.g. <c>pihub-20260131T020000Z.tar</c>.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="Bytes">Its size, bytes.</param>
public sealed record BackupFile(string Name, DateTimeOffset CreatedAt, long Bytes);
