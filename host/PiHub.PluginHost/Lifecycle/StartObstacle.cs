using PiHub.PluginHost.Loading;
using PiHub.PluginHost.State;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>What keeps a version of a plugin from being started.</summary>
internal static class StartObstacle
{
    /// <summary>Finds the first one.</summary>
    /// <returns>The state that the plugin has because of it, and why, without a full stop; null when there is none.</returns>
    public static (PluginState State, string Reason)? Find(LifecycleParts parts, PluginSlot slot, PluginFolder version, bool isQuarantineOver)
    {
        if (version.Manifest is not { } manifest || version.Trouble is not null)
        {
            return (PluginState.Incompatible, version.Trouble ?? "its manifest cannot be read");
        }

        if (slot.Record.Quarantine is { } quarantine && !isQuarantineOver)
        {
            return (PluginState.Quarantined, quarantine);
        }

        if (parts.Options.SafeMode)
        {
            return (PluginState.Waiting, "the hub runs in safe mode, which starts no plugin");
        }

        if (slot.Record.Granted?.Missing(PluginGrant.Of(manifest)).IsEmpty == false)
        {
            return (PluginState.Installed, "it asks for more than was granted; enable it with consent to agree");
        }

        return parts.Dependencies.WhatIsMissing(manifest) is { } missing ? (PluginState.Waiting, missing) : null;
    }
}
