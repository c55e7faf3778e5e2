using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace MyPlugin;

/// <summary>The routes, below <c>/api/my-plugin-id/</c>.</summary>
internal static class Api
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/peaks", Peaks);

    private static Ok<Peak[]> Peaks(PeakWatch watch) => TypedResults.Ok(watch.All);
}
