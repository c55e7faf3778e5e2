namespace PiHub.Backup;

/// <summary>How often the hub makes a backup by itself.</summary>
public enum BackupInterval
{
    /// <summary>Never.</summary>
    Never = 0,

    /// <summary>Every day.</summary>
    Daily = 1,

    /// <summary>Every Sunday.</summary>
    Weekly = 2,
}
