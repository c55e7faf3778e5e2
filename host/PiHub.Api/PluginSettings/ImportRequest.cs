using PiHub.Settings.Archive;

namespace PiHub.Api.PluginSettings;

/// <summary>Settings of a plugin that were exported.</summary>
/// <param name="Document">What the export answered.</param>
/// <param name="Passphrase">What its secrets are encrypted with; without it they are left as they are.</param>
internal sealed record ImportRequest(SettingsDocument? Document, string? Passphrase);
