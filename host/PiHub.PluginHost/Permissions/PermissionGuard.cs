using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Lifecycle;
using PiHub.Sdk.Plugins;

namespace PiHub.PluginHost.Permissions;

/// <summary>Keeps book of what one running plugin was refused, tells the log, and shows it as degraded for a while.</summary>
internal sealed class PermissionGuard(PluginManifest manifest, RunningPlugin plugin, TimeProvider time, ILogger logger)
{
    public PluginManifest Manifest => manifest;

    /// <summary>The plugin tried something without leave; the caller refuses it.</summary>
    /// <param name="kind">The permission that it lacks.</param>
    /// <param name="attempt">What it tried, e.g. <c>connect to 'a.example:443'</c>.</param>
    public void Refuse(PermissionKind kind, string attempt)
    {
        string text = $"it tried to {attempt}, which its manifest does not grant";
        DateTimeOffset now = time.GetUtcNow();
        if (plugin.Meter.Permissions.Of(kind).Add(text, now) is { } count)
        {
            Log.PermissionRefused(logger, manifest.Id, attempt, kind, count);
        }

        Report(plugin, now);
    }

    /// <summary>Brings the plugin's troubles up to date with its ledger: what it was refused in the last ten minutes.</summary>
    public static void Report(RunningPlugin plugin, DateTimeOffset now)
    {
        foreach (PermissionKind kind in PermissionLedger.Kinds)
        {
            plugin.Report($"permission {kind}", plugin.Meter.Permissions.Of(kind).Recent(now));
        }
    }
}
