using PiHub.Settings.Transfer;

namespace PiHub.Api.Settings;

/// <summary>A configuration that was exported.</summary>
/// <param name="Document">What the export answered.</param>
/// <param name="Passphrase">What its secrets are encrypted with; without it they are left as they are.</param>
/// <param name="DryRun">Whether only to tell what would change and what is wrong.</param>
internal sealed record ConfigurationImportRequest(ConfigurationDocument? Document, string? Passphrase, bool? DryRun);
