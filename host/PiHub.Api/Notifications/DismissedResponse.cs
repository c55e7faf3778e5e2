namespace PiHub.Api.Notifications;

/// <summary>The answer of <c>POST /api/notifications/dismiss-all</c>.</summary>
/// <param name="Ids">The notifications that were put away, so that it can be undone.</param>
internal sealed record DismissedResponse(IReadOnlyList<long> Ids);
