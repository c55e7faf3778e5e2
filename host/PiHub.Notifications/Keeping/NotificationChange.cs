namespace PiHub.Notifications.Keeping;

/// <summary>A change of a notification.</summary>
/// <param name="Kind">What changed.</param>
/// <param name="Entry">As it is now.</param>
internal sealed record NotificationChange(ChangeKind Kind, NotificationEntry Entry)
{
    /// <summary>Whether somebody should be told elsewhere too.</summary>
    public bool IsNews => Kind is ChangeKind.Raised or ChangeKind.Escalated;
}
