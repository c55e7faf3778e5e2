namespace PiHub.Notifications.Keeping;

/// <summary>What became of a notification.</summary>
internal enum ChangeKind
{
    /// <summary>It is new, or back after it was over.</summary>
    Raised = 0,

    /// <summary>It matters more than before.</summary>
    Escalated = 1,

    /// <summary>It was told again.</summary>
    Repeated = 2,

    /// <summary>It is over.</summary>
    Resolved = 3,

    /// <summary>Somebody put it away, or took it out again.</summary>
    Sorted = 4,
}
