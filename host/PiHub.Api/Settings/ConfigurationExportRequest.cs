namespace PiHub.Api.Settings;

/// <summary>Asks for the whole configuration with its secrets. In a body: addresses end up in logs.</summary>
/// <param name="Passphrase">Encrypts the secrets, 12 to 1,000 characters.</param>
internal sealed record ConfigurationExportRequest(string? Passphrase);
