using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PiHub.Access;
using PiHub.Api.Auth;
using PiHub.Notifications.Delivery;
using PiHub.Notifications.Targets;

namespace PiHub.Api.Notifications;

/// <summary>Routes of the targets that notifications are sent to. Their secrets can be written, never read.</summary>
internal static class TargetEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/notifications/targets").WithTags("notifications").Require(Role.Admin);
        group.MapGet("", List).WithSummary("Where notifications are sent besides, and how that goes");
        group.MapPost("", Add).WithSummary("Adds a target of notifications");
        group.MapPut("/{id}", Update).WithSummary("Changes a target of notifications; a secret that is not given stays");
        group.MapDelete("/{id}", Remove).WithSummary("Removes a target of notifications");
        group.MapPost("/{id}/test", TestAsync).WithSummary("Sends a target a sample notification and tells what happened");
    }

    private static TargetResponse[] List(TargetStore store, Couriers couriers) =>
        [.. store.List().Select(target => TargetResponse.Of(target, couriers.StateOf(target.Id)))];

    private static Results<Created<TargetResponse>, ValidationProblem, ProblemHttpResult> Add(TargetRequest request, TargetStore store, Couriers couriers)
    {
        NotificationTarget target = request.ToTarget(before: null);
        if (TargetRules.Check(target) is { Count: > 0 } mistakes)
        {
            return TypedResults.ValidationProblem(mistakes);
        }

        return store.Add(target) is { } added
            ? TypedResults.Created($"/api/notifications/targets/{added.Id}", TargetResponse.Of(added, couriers.StateOf(added.Id)))
            : TypedResults.Problem($"There are {TargetStore.Maximum} targets already; remove one first.", statusCode: StatusCodes.Status409Conflict);
    }

    private static Results<Ok<TargetResponse>, ValidationProblem, ProblemHttpResult> Update(
        string id, TargetRequest request, TargetStore store, Couriers couriers)
    {
        if (store.Find(id) is not { } before)
        {
            return Unknown(id);
        }

        NotificationTarget target = request.ToTarget(before);
        var mistakes = TargetRules.Check(target).ToDictionary(StringComparer.Ordinal);

        // Else who may change the address could have the secret sent to a server of his own.
        if (request.Secret is null && !string.IsNullOrEmpty(before.Secret) && TargetRules.GoesElsewhere(before, target))
        {
            mistakes["secret"] = ["the server is another one now: enter the password or secret again, or send an empty one"];
        }

        if (mistakes.Count > 0)
        {
            return TypedResults.ValidationProblem(mistakes);
        }

        return store.Update(target) ? TypedResults.Ok(TargetResponse.Of(target, couriers.StateOf(id))) : Unknown(id);
    }

    private static Results<NoContent, ProblemHttpResult> Remove(string id, TargetStore store) =>
        store.Remove(id) ? TypedResults.NoContent() : Unknown(id);

    private static async Task<Results<Ok<TargetTestResponse>, ProblemHttpResult>> TestAsync(
        string id, Couriers couriers, CancellationToken cancellationToken) => await couriers.TestAsync(id, cancellationToken) switch
        {
            (false, _) => Unknown(id),
            (_, null) => TypedResults.Ok(new TargetTestResponse(Ok: true, "The sample was sent and taken.")),
            (_, { } error) => TypedResults.Ok(new TargetTestResponse(Ok: false, error)),
        };

    private static ProblemHttpResult Unknown(string id) =>
        TypedResults.Problem($"There is no target '{id}'.", statusCode: StatusCodes.Status404NotFound);
}
