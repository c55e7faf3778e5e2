using PiHub.Notifications.Targets;

namespace PiHub.Notifications.Delivery;

/// <summary>Reaches the targets of one kind.</summary>
internal interface INotificationSender
{
    TargetKind Kind { get; }

    /// <exception cref="DeliveryException">It did not arrive.</exception>
    Task SendAsync(NotificationTarget target, NotificationEntry entry, CancellationToken cancellationToken);
}
