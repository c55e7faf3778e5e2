using System.Text.Json.Nodes;
using PiHub.Settings;
using PiHub.Settings.Layers;

namespace PiHub.Api.PluginSettings;

/// <summary>The settings of a plugin as the API shows them.</summary>
/// <param name="Plugin">The plugin's id.</param>
/// <param name="HasSettings">True; a plugin without settings is answered with 404.</param>
/// <param name="Live">Whether the plugin runs: a change takes effect at once, and its own rules across settings are asked.</param>
/// <param name="Values">The values that count, groups nested; a secret is null.</param>
/// <param name="IsSet">For each secret's path, whether one is given.</param>
/// <param name="Sources">Where each value comes from, by path.</param>
/// <param name="ResetTo">For each setting that an admin set, what a reset brings back, by path.</param>
/// <param name="Errors">What is refused or missing, by path.</param>
internal sealed record SettingsResponse(
    string Plugin,
    bool HasSettings,
    bool Live,
    JsonObject Values,
    IReadOnlyDictionary<string, bool> IsSet,
    IReadOnlyDictionary<string, SettingSource> Sources,
    IReadOnlyDictionary<string, SettingBeneath> ResetTo,
    IReadOnlyDictionary<string, string[]> Errors)
{
    public static SettingsResponse Of(SettingsSnapshot settings) => new(
        settings.Id,
        HasSettings: true,
        settings.IsLive,
        settings.Values,
        settings.SecretsSet,
        settings.Sources,
        settings.Beneath,
        settings.Errors);
}
