using System.Text.Json;

namespace PiHub.PluginHost.Settings;

/// <summary>The value of a setting that counts, in the clear.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Value">The value; null for a secret that nothing gives.</param>
internal sealed record EffectiveSetting(SettingSource Source, JsonElement? Value);
