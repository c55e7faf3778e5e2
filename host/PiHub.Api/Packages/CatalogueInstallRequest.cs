namespace PiHub.Api.Packages;

/// <summary>What to install from the catalogue.</summary>
/// <param name="Version">The version; null for the newest that this hub can use.</param>
/// <param name="Enable">Whether a new plugin is switched on at once.</param>
/// <param name="Consent">Whether the owner agrees to all that it asks for.</param>
internal sealed record CatalogueInstallRequest(string? Version = null, bool Enable = false, bool Consent = false);
