namespace PiHub.Notifications;

/// <summary>Takes what the owner should know. Safe to use from any thread; never waits.</summary>
public interface INotifications
{
    /// <summary>Tells it. One of the same kind about the same subject that is not over yet takes the place of the former, and is sent anew only
    /// when its severity rose.</summary>
    /// <param name="notification">What to tell.</param>
    void Raise(Notification notification);

    /// <summary>Says that it is over; does nothing when it was not told.</summary>
    /// <param name="kind">See <see cref="Notification.Kind"/>.</param>
    /// <param name="subject">See <see cref="Notification.Subject"/>.</param>
    void Resolve(string kind, string subject);
}
