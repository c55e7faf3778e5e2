using System.ComponentModel.DataAnnotations;

namespace PiHub.Notifications;

/// <summary>What the hub tells of, and how long it keeps it.</summary>
public sealed class NotificationSettings
{
    /// <summary>How many notifications are kept; the oldest that are over go first.</summary>
    /// <value>500</value>
    [Range(50, 5_000)]
    [Display(Name = "Keep at most", Description = "Older ones are deleted, those that are over first.", Order = 1)]
    public int MaximumKept { get; set; } = 500;

    /// <summary>How long after its last sign a notification is kept, in days.</summary>
    /// <value>90 days</value>
    [Range(1, 3_650)]
    [Display(Name = "Keep for days", Order = 2)]
    public int KeptDays { get; set; } = 90;

    /// <summary>Whether the hub tells when a device is offline.</summary>
    /// <value>true</value>
    [Display(Name = "Tell when a device is offline", GroupName = "Devices", Order = 3)]
    public bool WatchDevices { get; set; } = true;

    /// <summary>How long a device is offline before it is told.</summary>
    /// <value>1 minute</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    [Display(Name = "Grace", GroupName = "Devices", Description = "A device that is back sooner is not mentioned.", Order = 4)]
    public TimeSpan DeviceGrace { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Ids of devices that may be offline without a word.</summary>
    /// <value>empty</value>
    [Display(Name = "Leave out", GroupName = "Devices", Description = "Ids of devices that may be offline, e.g. those that sleep.", Order = 5)]
    public IReadOnlyList<string> DevicesLeftOut { get; set; } = [];

    /// <summary>Whether the hub tells that the catalogue has a newer version of a plugin.</summary>
    /// <value>true</value>
    [Display(Name = "Tell of new versions of plugins", GroupName = "Plugins", Order = 6)]
    public bool WatchUpdates { get; set; } = true;
}
