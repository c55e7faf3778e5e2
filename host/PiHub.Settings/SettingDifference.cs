using System.Text.Json;

namespace PiHub.Settings;

/// <summary>A setting that a change gives another value.</summary>
/// <param name="Path">Its place.</param>
/// <param name="IsSecret">Whether it is a secret, whose values are not told.</param>
/// <param name="Before">The value until then; null for none.</param>
/// <param name="After">The value from then on; null for none.</param>
public sealed record SettingDifference(string Path, bool IsSecret, JsonElement? Before, JsonElement? After);
