using PiHub.PluginHost.Loading;
using PiHub.PluginHost.Metering;
using PiHub.PluginHost.State;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>Tells the state of a slot to the world.</summary>
internal static class SlotSnapshot
{
    public static PluginSnapshot Snapshot(this PluginSlot slot)
    {
        (RunningPlugin? running, PluginFolder version, PluginRecord record) = (slot.Running, slot.Folder, slot.Record);
        PluginFolder? pending = slot.FindVersion(record.Pending);
        return new PluginSnapshot
        {
            Id = slot.Id,
            Manifest = version.Manifest,
            State = slot.State,
            Reason = slot.Reason,
            IsEnabled = record.IsEnabled,
            Phase = slot.Phase,
            Versions = [.. slot.Versions.Select(other => new PluginVersion(other.Name, other.Source, other.Trouble) { Record = other.Record })],
            Version = version.Name,
            Source = version.Source,
            PreviousVersion = slot.FindVersion(record.Previous)?.Name,
            PendingVersion = pending?.Name,
            PendingPermissions = pending?.Manifest is { } asked ? (record.Granted ?? new PluginGrant()).Missing(PluginGrant.Of(asked)) : null,
            LastChange = record.LastChange,
            DependsOn = [.. version.Manifest?.Dependencies.Select(dependency => dependency.Id) ?? []],
            StartedAt = running?.StartedAt,
            Restarts = slot.Restarts,
            NextTryAt = slot.NextTry?.Until,
            NotUnloaded = DescribeFormer(slot),
            Usage = PluginUsage.Of(slot.Meter) with { NotUnloaded = slot.Former.Count(former => former.IsStillLoaded) },
            Drivers = running?.Drivers ?? [],
            Pages = running?.Pages ?? [],
            AssetPath = running?.Assets?.UrlPath(slot.Id),
        };
    }

    private static string? DescribeFormer(PluginSlot slot)
    {
        string[] loaded = [.. slot.Former.Where(former => former.IsStillLoaded).Select(former => former.Name).Distinct()];
        return loaded.Length == 0
            ? null
            : $"the former version {string.Join(", ", loaded)} still has running code: not unloaded";
    }
}
