using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PiHub.Api.Auth;
using PiHub.PluginHost;
using PiHub.Sdk.Pages;

namespace PiHub.Api.Plugins;

/// <summary>Routes to list plugins and switch them on and off.</summary>
internal static class PluginEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/plugins").WithTags("plugins").Require(Role.Viewer);
        group.MapGet("", List).WithSummary("All plugins");
        group.MapGet("/{id}", Get).WithSummary("One plugin");
        group.MapGet("/{id}/pages", Pages).WithSummary("The pages of a running plugin, as data");
        group.MapPost("/{id}/enable", EnableAsync).WithSummary("Switches a plugin on and starts it").Require(Role.Admin);
        group.MapPost("/{id}/disable", DisableAsync).WithSummary("Switches a plugin off and unloads it").Require(Role.Admin);
    }

    private static PluginResponse[] List(PluginRegistry plugins) => [.. plugins.List().Select(PluginResponse.Of)];

    private static Results<Ok<PluginResponse>, ProblemHttpResult> Get(string id, PluginRegistry plugins) => Answer(id, plugins.Find(id));

    private static Results<JsonHttpResult<IReadOnlyList<PluginPage>>, ProblemHttpResult> Pages(string id, PluginRegistry plugins) =>
        plugins.Find(id) is { } plugin ? TypedResults.Json(plugin.Pages, PageJson.Default.IReadOnlyListPluginPage) : Unknown(id);

    private static async Task<Results<Ok<PluginResponse>, ProblemHttpResult>> EnableAsync(string id, PluginRegistry plugins) =>
        Answer(id, await plugins.EnableAsync(id));

    private static async Task<Results<Ok<PluginResponse>, ProblemHttpResult>> DisableAsync(string id, PluginRegistry plugins) =>
        Answer(id, await plugins.DisableAsync(id));

    private static Results<Ok<PluginResponse>, ProblemHttpResult> Answer(string id, PluginSnapshot? plugin) =>
        plugin is not null ? TypedResults.Ok(PluginResponse.Of(plugin)) : Unknown(id);

    private static ProblemHttpResult Unknown(string id) =>
        TypedResults.Problem($"There is no plugin '{id}'.", statusCode: StatusCodes.Status404NotFound);
}
