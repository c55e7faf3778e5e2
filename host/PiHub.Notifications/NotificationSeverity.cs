namespace PiHub.Notifications;

/// <summary>How much a notification matters.</summary>
public enum NotificationSeverity
{
    /// <summary>Good to know.</summary>
    Info = 0,

    /// <summary>Something will go wrong if nobody looks at it.</summary>
    Warning = 1,

    /// <summary>Something does not work.</summary>
    Error = 2,
}
