using PiHub.PluginHost.Loading;
using PiHub.PluginHost.State;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>Which of a plugin's versions a start of the hub begins with.</summary>
/// <param name="Version">The version that runs, or would.</param>
/// <param name="Upgrade">A bundled version that came with a newer hub and takes over; null for none.</param>
/// <param name="Pending">The name of a version that would take over, but asks for more than was granted; null for none.</param>
internal sealed record VersionChoice(PluginFolder Version, PluginFolder? Upgrade, string? Pending)
{
    /// <summary>The version chosen before, or else the highest that can be used; and what is newer than that in the hub's own folder.</summary>
    /// <param name="versions">All versions on the disk, the highest first; at least one.</param>
    /// <param name="record">What the hub remembers.</param>
    public static VersionChoice Choose(IReadOnlyList<PluginFolder> versions, PluginRecord record)
    {
        PluginFolder[] usable = [.. versions.Where(version => version.Trouble is null)];
        string? pending = versions.Any(version => version.Name == record.Pending) ? record.Pending : null;
        if (versions.FirstOrDefault(version => version.Name == record.Chosen) is not { } chosen)
        {
            // It is gone, with an older hub for instance. One that asks for no more than was granted goes first.
            PluginFolder best = Array.Find(usable, version => !AsksForMore(version, record)) ?? usable.FirstOrDefault() ?? versions[0];
            return new VersionChoice(best, null, AsksForMore(best, record) ? best.Name : pending);
        }

        PluginFolder? newer = Array.Find(
            usable, version => version.Source == PluginSource.Bundled && version.Version.CompareTo(chosen.Version) > 0);
        return newer is null || HasFailed(newer, record) ? new VersionChoice(chosen, null, pending)
            : AsksForMore(newer, record) ? new VersionChoice(chosen, null, newer.Name)
            : new VersionChoice(chosen, newer, pending);
    }

    private static bool AsksForMore(PluginFolder version, PluginRecord record) =>
        version.Manifest is { } manifest && record.Granted?.Missing(PluginGrant.Of(manifest)).IsEmpty == false;

    // What did not start once, or was in the midst of a change when the hub ended, is not tried again by itself.
    private static bool HasFailed(PluginFolder version, PluginRecord record) =>
        record.ChangingTo == version.Name
        || (record.LastChange is { } last && last.To == version.Name && last.Outcome != ChangeOutcome.Upgraded)
        || record.Previous == version.Name; // its owner went back from it
}
