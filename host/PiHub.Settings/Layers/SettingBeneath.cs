using System.Text.Json;

namespace PiHub.Settings.Layers;

/// <summary>What a setting is reset to.</summary>
/// <param name="Source">Where that comes from.</param>
/// <param name="Value">The value; null for a secret.</param>
public sealed record SettingBeneath(SettingSource Source, JsonElement? Value);
