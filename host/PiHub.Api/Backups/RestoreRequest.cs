namespace PiHub.Api.Backups;

/// <summary>Asks for a backup to be put back.</summary>
/// <param name="DryRun">Only check it.</param>
internal sealed record RestoreRequest(bool DryRun);
