using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using PiHub.PluginHost.Capabilities;
using PiHub.PluginHost.Permissions;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>One start of one version of a plugin, as its features see it. Forgotten when the start is over.</summary>
internal sealed class PluginStart
{
    public required PluginManifest Manifest { get; init; }

    /// <summary>What this version is called in the hub, e.g. <c>1.0.0</c>; unlike the manifest's version unique among those of the plugin.</summary>
    public required string VersionName { get; init; }

    /// <summary>The folder of this version's files; read only.</summary>
    public required string Folder { get; init; }

    /// <summary>The plugin's own folder for its database and files, <c>plugin-data/&lt;id&gt;</c>; it may not exist yet.</summary>
    public required string DataFolder { get; init; }

    public required RunningPlugin Plugin { get; init; }

    /// <summary>The entry assembly.</summary>
    public required Assembly Assembly { get; init; }

    /// <summary>What <c>Configure</c> declared.</summary>
    public required PluginBuilder Declared { get; init; }

    public string Id => Manifest.Id;

    /// <summary>Refuses what the manifest does not grant, and keeps book of it.</summary>
    public required PermissionGuard Permissions { get; init; }

    /// <summary>The plugin's container, once it is built.</summary>
    public IServiceProvider Services => Plugin.Services;

    /// <summary>An object of one of the plugin's classes, made by its container.</summary>
    public T Resolve<T>(Type type)
        where T : class => (T)Services.GetRequiredService(type);
}
