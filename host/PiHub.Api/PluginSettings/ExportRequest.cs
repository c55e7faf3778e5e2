namespace PiHub.Api.PluginSettings;

/// <summary>Asks for the settings of a plugin with its secrets. In a body: addresses end up in logs.</summary>
/// <param name="Passphrase">Encrypts the secrets, 12 to 1,000 characters.</param>
internal sealed record ExportRequest(string? Passphrase);
