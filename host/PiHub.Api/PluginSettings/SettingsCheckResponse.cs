namespace PiHub.Api.PluginSettings;

/// <summary>What would become of a change of settings.</summary>
/// <param name="Errors">What is wrong with it, by path; empty: it could be stored.</param>
internal sealed record SettingsCheckResponse(IReadOnlyDictionary<string, string[]> Errors);
