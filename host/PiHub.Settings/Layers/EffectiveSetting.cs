using System.Text.Json;

namespace PiHub.Settings.Layers;

/// <summary>The value of a setting that counts, in the clear.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Value">The value; null for a secret that nothing gives.</param>
internal sealed record EffectiveSetting(SettingSource Source, JsonElement? Value)
{
    /// <summary>Whether two values are the same.</summary>
    public static bool IsSame(JsonElement? left, JsonElement? right) =>
        left is { } a && right is { } b ? JsonElement.DeepEquals(a, b) : left is null && right is null;
}
