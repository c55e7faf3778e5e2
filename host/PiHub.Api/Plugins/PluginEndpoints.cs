using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using PiHub.Access;
using PiHub.Api.Auth;
using PiHub.PluginHost;
using PiHub.Sdk.Pages;

namespace PiHub.Api.Plugins;

/// <summary>Routes to list plugins, switch them on and off, change their versions and remove them.</summary>
internal static class PluginEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/plugins").WithTags("plugins").Require(Role.Viewer);
        group.MapGet("", List).WithSummary("All plugins");
        group.MapGet("/{id}", Get).WithSummary("One plugin");
        group.MapGet("/{id}/pages", Pages).WithSummary("The pages of a running plugin, as data");
        group.MapPost("/{id}/enable", EnableAsync).Require(Role.Admin)
            .WithSummary("Switches a plugin on and starts it; ?consent=true agrees to what its version, or the one that waits, asks for");
        group.MapPost("/{id}/disable", DisableAsync).WithSummary("Switches a plugin off and unloads it").Require(Role.Admin);
        group.MapPost("/{id}/rollback", RollbackAsync).WithSummary("Goes back to the version before the last change").Require(Role.Admin);
        group.MapPost("/{id}/use", UseAsync).WithSummary("Goes to another installed version").Require(Role.Admin);
        group.MapDelete("/{id}", RemoveAsync).WithSummary("Removes a plugin; ?data=delete removes its data too").Require(Role.Admin);
    }

    private static PluginResponse[] List(PluginRegistry plugins, PluginViews views) => [.. plugins.List().Select(views.Of)];

    private static Results<Ok<PluginResponse>, ProblemHttpResult> Get(string id, PluginRegistry plugins, PluginViews views) =>
        Answer(id, plugins.Find(id), views);

    private static Results<JsonHttpResult<IReadOnlyList<PluginPage>>, ProblemHttpResult> Pages(string id, PluginRegistry plugins) =>
        plugins.Find(id) is { } plugin ? TypedResults.Json(plugin.Pages, PageJson.Default.IReadOnlyListPluginPage) : Unknown(id);

    private static async Task<Results<Ok<PluginResponse>, ProblemHttpResult>> EnableAsync(
        string id, PluginRegistry plugins, PluginViews views, [FromQuery] bool consent = false) =>
        Answer(id, await plugins.EnableAsync(id, consent), views);

    private static async Task<Results<Ok<PluginResponse>, ProblemHttpResult>> DisableAsync(string id, PluginRegistry plugins, PluginViews views) =>
        Answer(id, await plugins.DisableAsync(id), views);

    private static async Task<Results<Ok<PluginResponse>, ProblemHttpResult>> RollbackAsync(string id, PluginRegistry plugins, PluginViews views) =>
        Answer(id, await plugins.RollbackAsync(id), views);

    private static async Task<Results<Ok<PluginResponse>, ProblemHttpResult>> UseAsync(
        string id, [FromQuery] string version, PluginRegistry plugins, PluginViews views, [FromQuery] bool consent = false) =>
        Answer(id, await plugins.UseVersionAsync(id, version, consent), views);

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        string id, PluginRegistry plugins, [FromQuery] string? data = null)
    {
        if (data is not (null or "keep" or "delete"))
        {
            return TypedResults.Problem(
                $"data is '{data}'; it must be 'keep' or 'delete'.", statusCode: StatusCodes.Status400BadRequest);
        }

        return await plugins.RemoveAsync(id, deleteData: data == "delete") ? TypedResults.NoContent() : Unknown(id);
    }

    private static Results<Ok<PluginResponse>, ProblemHttpResult> Answer(string id, PluginSnapshot? plugin, PluginViews views) =>
        plugin is not null ? TypedResults.Ok(views.Of(plugin)) : Unknown(id);

    private static ProblemHttpResult Unknown(string id) =>
        TypedResults.Problem($"There is no plugin '{id}'.", statusCode: StatusCodes.Status404NotFound);
}
