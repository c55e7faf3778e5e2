namespace PiHub.PluginHost.Packages;

/// <summary>How a package is installed.</summary>
/// <param name="Enable">Whether a new plugin is switched on at once.</param>
/// <param name="Consent">Whether the owner has agreed to all that the manifest asks for.</param>
/// <param name="Source">Where it came from: <c>upload</c>, <c>catalogue</c>, <c>cli</c> or <c>drop</c>.</param>
public sealed record InstallOptions(bool Enable, bool Consent, string Source);
