using PiHub.Notifications;

namespace PiHub.Api.Notifications;

/// <summary>What the channel <c>notifications</c> of <c>/api/events</c> says.</summary>
/// <param name="Notification">The one that changed; null when several did.</param>
/// <param name="Open">How many are open in all.</param>
/// <param name="Worst">The worst severity of those; null when none is open.</param>
internal sealed record NotificationEvent(NotificationResponse? Notification, int Open, NotificationSeverity? Worst);
