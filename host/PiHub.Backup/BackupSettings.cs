using System.ComponentModel.DataAnnotations;

namespace PiHub.Backup;

/// <summary>When the hub makes backups by itself.</summary>
public sealed class BackupSettings
{
    /// <summary>How often.</summary>
    /// <value>Never: a backup writes as much as the data folder holds, and it is its owner who knows what the card bears</value>
    [Display(
        Name = "Automatic backup",
        Description = "Each backup is a copy of everything, on the same disk: download it from time to time.",
        Order = 1)]
    public BackupInterval Interval { get; set; } = BackupInterval.Never;

    /// <summary>At what time of the hub's day.</summary>
    /// <value>03:00</value>
    [Display(Name = "Time", Description = "In the hub's time zone. One that was missed is made at the next start.", Order = 2)]
    public TimeOnly Time { get; set; } = new(3, 0);

    /// <summary>How many backups stay; the oldest are deleted after an automatic one.</summary>
    /// <value>7</value>
    [Range(1, 100)]
    [Display(Name = "Keep", Description = "So many backups stay; after an automatic one the oldest are deleted, those made by hand too.", Order = 3)]
    public int Keep { get; set; } = 7;
}
