using PiHub.Notifications;

namespace PiHub.Api.Notifications;

/// <summary>The answer of <c>GET /api/notifications</c>.</summary>
/// <param name="Notifications">The notifications, newest first.</param>
/// <param name="Open">How many are open in all.</param>
/// <param name="Worst">The worst severity of those; null when none is open.</param>
/// <param name="Next">Where the next page begins; null when there is none.</param>
internal sealed record NotificationPage(
    IReadOnlyList<NotificationResponse> Notifications, int Open, NotificationSeverity? Worst, long? Next);
