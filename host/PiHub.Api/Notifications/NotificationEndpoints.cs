using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PiHub.Access;
using PiHub.Api.Auth;
using PiHub.Notifications;

namespace PiHub.Api.Notifications;

/// <summary>Routes to read what the hub has to tell, and to put it away.</summary>
internal static class NotificationEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaximumLimit = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/notifications").WithTags("notifications").Require(Role.Viewer);
        group.MapGet("", List).WithSummary("What the hub has to tell, newest first: what is open, or with include=dismissed all that is kept");
        group.MapPost("/{id:long}/dismiss", DismissAsync).WithSummary("Puts a notification away").Require(Role.Operator);
        group.MapPost("/{id:long}/restore", RestoreAsync).WithSummary("Takes a notification out again").Require(Role.Operator);
        group.MapPost("/dismiss-all", DismissAllAsync).WithSummary("Puts all open notifications away").Require(Role.Operator);
    }

    private static Results<Ok<NotificationPage>, ValidationProblem> List(string? include, string? before, string? limit, NotificationCenter center)
    {
        var parameters = new QueryParameters();
        long? from = parameters.Number("before", before, minimum: 1, int.MaxValue);
        int size = parameters.Number("limit", limit, minimum: 1, MaximumLimit) ?? DefaultLimit;
        if (include is not (null or "" or "dismissed"))
        {
            parameters.Refuse("include", "include is 'dismissed', or not given");
        }

        if (parameters.Errors is { Count: > 0 } errors)
        {
            return TypedResults.ValidationProblem(errors);
        }

        IReadOnlyList<NotificationEntry> kept = center.List();
        NotificationEntry[] open = [.. kept.Where(entry => entry.IsOpen)];
        NotificationEntry[] page = [.. (include == "dismissed" ? kept : open).Where(entry => from is null || entry.Id < from).Take(size + 1)];
        return TypedResults.Ok(new NotificationPage(
            [.. page.Take(size).Select(NotificationResponse.Of)],
            open.Length,
            open.Max(entry => (NotificationSeverity?)entry.Notification.Severity),
            page.Length > size ? page[size - 1].Id : null)); // one more tells whether there are more
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DismissAsync(
        long id, NotificationCenter center, CancellationToken cancellationToken) =>
        await center.DismissAsync(id, cancellationToken) is null ? Unknown(id) : TypedResults.NoContent();

    private static async Task<Results<NoContent, ProblemHttpResult>> RestoreAsync(
        long id, NotificationCenter center, CancellationToken cancellationToken) =>
        await center.RestoreAsync(id, cancellationToken) is null ? Unknown(id) : TypedResults.NoContent();

    private static async Task<Ok<DismissedResponse>> DismissAllAsync(NotificationCenter center, CancellationToken cancellationToken) =>
        TypedResults.Ok(new DismissedResponse(await center.DismissAllAsync(cancellationToken)));

    private static ProblemHttpResult Unknown(long id) =>
        TypedResults.Problem($"There is no notification {id}; it may have been deleted by its age.", statusCode: StatusCodes.Status404NotFound);
}
