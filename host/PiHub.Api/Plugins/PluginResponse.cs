using PiHub.PluginHost;
using PiHub.PluginHost.Metering;
using PiHub.PluginHost.State;
using PiHub.Sdk.Plugins;

namespace PiHub.Api.Plugins;

/// <summary>A plugin as the API shows it.</summary>
/// <param name="Id">The plugin's id.</param>
/// <param name="Name">The name that people see.</param>
/// <param name="Version">The version that runs, or would; empty when its manifest cannot be read.</param>
/// <param name="Description">What it does.</param>
/// <param name="License">The SPDX expression of its licence.</param>
/// <param name="Icon">The name of its icon.</param>
/// <param name="State">Where it is in its life.</param>
/// <param name="Reason">Why it is not running or not well; null when it is, or when its owner switched it off.</param>
/// <param name="Enabled">Whether its owner wants it to run.</param>
/// <param name="Sdk">The SDK versions it works with.</param>
/// <param name="Permissions">What its manifest asks for.</param>
/// <param name="Drivers">The drivers that it offers.</param>
/// <param name="Pages">Its pages, in the order of the navigation.</param>
/// <param name="ListenerPort">The TCP port of its own that its manifest asks for; null for none.</param>
/// <param name="Phase">What is being done with it; null when nothing changes.</param>
/// <param name="Versions">All versions on the disk, the highest first.</param>
/// <param name="ChosenVersion">The name, among the versions, of the one that runs, or would.</param>
/// <param name="Source">Where that comes from.</param>
/// <param name="Signature">Who vouches for that.</param>
/// <param name="PreviousVersion">The name of the version that a rollback goes to.</param>
/// <param name="PendingVersion">The name of a version that waits for consent.</param>
/// <param name="PendingPermissions">What that asks for beyond what was granted.</param>
/// <param name="LastChange">The last change of version.</param>
/// <param name="DependsOn">The ids of the plugins that must run first.</param>
/// <param name="StartedAt">When the running version started.</param>
/// <param name="Restarts">How often it was started again by itself since the hub started.</param>
/// <param name="NextTryAt">When it is started again after a failure.</param>
/// <param name="NotUnloaded">A former version that still has running code.</param>
/// <param name="Usage">What it did and what it takes.</param>
/// <param name="AssetPath">Where the files of its <c>wwwroot</c> are, ending with a slash; null when it has none, or does not run.</param>
/// <param name="HasSettings">Whether its settings can be shown; of one that never ran nobody knows any.</param>
/// <param name="Jobs">How many jobs its last started version has.</param>
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
    int? ListenerPort,
    string? Phase,
    IReadOnlyList<PluginVersionResponse> Versions,
    string ChosenVersion,
    PluginSource Source,
    SignatureResponse Signature,
    string? PreviousVersion,
    string? PendingVersion,
    PluginGrant? PendingPermissions,
    PluginChange? LastChange,
    IReadOnlyList<string> DependsOn,
    DateTimeOffset? StartedAt,
    int Restarts,
    DateTimeOffset? NextTryAt,
    string? NotUnloaded,
    PluginUsage Usage,
    string? AssetPath,
    bool HasSettings,
    int Jobs)
{
    public static PluginResponse Of(PluginSnapshot plugin, bool hasSettings, int jobs)
    {
        PluginManifest? manifest = plugin.Manifest;
        PluginVersionResponse[] versions = [.. plugin.Versions.Select(PluginVersionResponse.Of)];
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
            manifest?.Listener?.Port,
            plugin.Phase,
            versions,
            plugin.Version,
            plugin.Source,
            Array.Find(versions, version => version.Name == plugin.Version)?.Signature ?? SignatureResponse.Of(plugin.Source, record: null),
            plugin.PreviousVersion,
            plugin.PendingVersion,
            plugin.PendingPermissions,
            plugin.LastChange,
            plugin.DependsOn,
            plugin.StartedAt,
            plugin.Restarts,
            plugin.NextTryAt,
            plugin.NotUnloaded,
            plugin.Usage,
            plugin.AssetPath,
            hasSettings,
            jobs);
    }
}
