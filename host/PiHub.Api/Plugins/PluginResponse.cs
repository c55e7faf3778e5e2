using PiHub.PluginHost;
using PiHub.Sdk.Plugins;

namespace PiHub.Api.Plugins;

/// <summary>A plugin as the API shows it.</summary>
/// <param name="Id">The plugin's id.</param>
/// <param name="Name">The name that people see.</param>
/// <param name="Version">Its version; empty when its manifest cannot be read.</param>
/// <param name="Description">What it does.</param>
/// <param name="License">The SPDX expression of its licence.</param>
/// <param name="Icon">The name of its icon.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="Reason">Why it is not running; null when it is, or when its owner switched it off.</param>
/// <param name="Enabled">Whether its owner wants it to run.</param>
/// <param name="Sdk">The SDK versions it works with.</param>
/// <param name="Permissions">What its manifest asks for.</param>
/// <param name="Drivers">The drivers that it offers.</param>
/// <param name="Pages">Its pages, in the order of the navigation.</param>
/// <param name="AssetPath">Where the files of its <c>wwwroot</c> are, ending with a slash; null when it has none, or does not run.</param>
internal sealed record PluginResponse(
    string Id,
    string Name,
    string Version,
    string Description,
    string License,
    string Icon,
    PluginState State,
    string? Reason,
    bool Enabled,
    string Sdk,
    PluginPermissions Permissions,
    IReadOnlyList<string> Drivers,
    IReadOnlyList<PageLink> Pages,
    string? AssetPath)
{
    public static PluginResponse Of(PluginSnapshot plugin)
    {
        PluginManifest? manifest = plugin.Manifest;
        return new PluginResponse(
            plugin.Id,
            manifest?.Name ?? plugin.Id,
            manifest?.Version ?? "",
            manifest?.Description ?? "",
            manifest?.License ?? "",
            manifest?.Icon ?? "",
            plugin.State,
            plugin.Reason,
            plugin.IsEnabled,
            manifest?.Sdk ?? "",
            manifest?.Permissions ?? new PluginPermissions(),
            plugin.Drivers,
            [.. plugin.Pages.Select(page => new PageLink(page.Id, page.Title, page.Icon, page.IsHidden))],
            plugin.AssetPath);
    }
}
