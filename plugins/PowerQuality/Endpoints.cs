using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using PiHub.Plugins.PowerQuality.Metering;

namespace PiHub.Plugins.PowerQuality;

/// <summary>Routes to handlers.</summary>
internal static class Endpoints
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/latest-values", LatestValues);

    private static Results<Ok<IReadOnlyDictionary<string, PhaseReading>>, ProblemHttpResult> LatestValues(
        LatestPhaseValues latest, [FromQuery(Name = "device_id")] string? deviceId) =>
        latest.Find(deviceId) is { } phases
            ? TypedResults.Ok(phases)
            : TypedResults.Problem(
                deviceId is null ? "No three-phase meter has reported yet." : $"The device '{deviceId}' has not reported any phase.",
                statusCode: StatusCodes.Status404NotFound);
}
