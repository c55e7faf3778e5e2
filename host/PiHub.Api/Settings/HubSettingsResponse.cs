using System.Text.Json.Nodes;
using PiHub.Settings;
using PiHub.Settings.Layers;

namespace PiHub.Api.Settings;

/// <summary>The values of a page of the hub's settings.</summary>
/// <param name="Id">The page's id.</param>
/// <param name="Live">Whether changes take effect at once, but for those in <paramref name="NeedsRestart"/>; always for the hub's own.</param>
/// <param name="Values">The values that count, groups nested; a secret is null.</param>
/// <param name="IsSet">For each secret's path, whether one is given.</param>
/// <param name="Sources">Where each value comes from, by path.</param>
/// <param name="ResetTo">For each setting that an admin set, what a reset brings back, by path.</param>
/// <param name="Errors">What is refused or missing, by path.</param>
/// <param name="NeedsRestart">The paths of values that wait for a restart.</param>
internal sealed record HubSettingsResponse(
    string Id,
    bool Live,
    JsonObject Values,
    IReadOnlyDictionary<string, bool> IsSet,
    IReadOnlyDictionary<string, SettingSource> Sources,
    IReadOnlyDictionary<string, SettingBeneath> ResetTo,
    IReadOnlyDictionary<string, string[]> Errors,
    IReadOnlyList<string> NeedsRestart)
{
    public static HubSettingsResponse Of(SettingsSnapshot settings) => new(
        settings.Id,
        settings.IsLive,
        settings.Values,
        settings.SecretsSet,
        settings.Sources,
        settings.Beneath,
        settings.Errors,
        settings.NeedsRestart);
}
