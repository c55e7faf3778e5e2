using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;
using PiHub.Access;
using PiHub.Api.Auth;

namespace PiHub.Api.Problems;

/// <summary>Answers what none of the hub's own routes takes, so that neither a plugin nor the web interface does.</summary>
internal static class HubFallback
{
    /// <summary>Maps it below the given first segments of <c>/api/</c>; being literal they win over the plugins' routes.</summary>
    public static void Map(IEndpointRouteBuilder routes, IEnumerable<string> segments)
    {
        foreach (string segment in segments)
        {
            routes.Map($"/api/{segment}/{{**path}}", AnswerAsync)
                .WithMetadata(new Mark())
                .ExcludeFromDescription()
                .Require(Role.Viewer);
        }
    }

    private static Task AnswerAsync(HttpContext context)
    {
        string[] methods = [.. MethodsOf(context)];
        if (methods.Length == 0)
        {
            return AnswerAsync(context, StatusCodes.Status404NotFound, $"There is no route '{context.Request.Path}'.");
        }

        // A route that takes the method was passed over for the one other thing that it asks for.
        if (methods.Contains(context.Request.Method, StringComparer.OrdinalIgnoreCase))
        {
            return AnswerAsync(
                context, StatusCodes.Status415UnsupportedMediaType, "Send JSON, with Content-Type: application/json.");
        }

        string allowed = string.Join(", ", methods);
        context.Response.Headers.Allow = allowed;
        return AnswerAsync(
            context,
            StatusCodes.Status405MethodNotAllowed,
            $"'{context.Request.Path}' does not take {context.Request.Method}; it takes {allowed}.");
    }

    private static IEnumerable<string> MethodsOf(HttpContext context) => context.RequestServices.GetRequiredService<EndpointDataSource>()
        .Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => IsHubRoute(endpoint) && Matches(endpoint.RoutePattern, context.Request.Path))
        .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    private static bool IsHubRoute(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<Mark>() is null
        && endpoint.RoutePattern.PathSegments is [{ Parts: [RoutePatternLiteralPart { Content: "api" }] }, { Parts: [RoutePatternLiteralPart] }, ..];

    private static bool Matches(RoutePattern pattern, PathString path) =>
        new TemplateMatcher(new RouteTemplate(pattern), []).TryMatch(path, []);

    private static Task AnswerAsync(HttpContext context, int status, string detail) =>
        Results.Problem(detail, statusCode: status).ExecuteAsync(context);

    // Tells these endpoints from the routes.
    private sealed class Mark;
}
