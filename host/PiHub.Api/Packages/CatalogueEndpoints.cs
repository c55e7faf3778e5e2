using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using PiHub.Access;
using PiHub.Api.Auth;
using PiHub.Api.Plugins;
using PiHub.PluginHost;
using PiHub.PluginHost.Catalogue;
using PiHub.PluginHost.Packages;

namespace PiHub.Api.Packages;

/// <summary>Routes of the catalogue of plugins.</summary>
internal static class CatalogueEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder group = routes.MapGroup("/api/catalogue").WithTags("catalogue").Require(Role.Viewer);
        group.MapGet("", (PluginCatalogue catalogue, PluginRegistry plugins) => CatalogueResponse.Of(catalogue.Snapshot, plugins))
            .WithSummary("The plugins that can be installed, as last fetched");
        group.MapPost("/refresh", RefreshAsync).WithSummary("Fetches the catalogue now").Require(Role.Admin);
        group.MapPost("/{id}/install", InstallAsync)
            .WithSummary("Downloads and installs a plugin from the catalogue")
            .WithDescription("Answers when it is done; the channel 'installs' of /api/events tells how far it is.")
            .Require(Role.Admin);
    }

    private static async Task<Results<Ok<CatalogueResponse>, ProblemHttpResult>> RefreshAsync(
        PluginCatalogue catalogue, PluginRegistry plugins, CancellationToken cancellationToken)
    {
        if (catalogue.Snapshot.Source.Length == 0)
        {
            return TypedResults.Problem(
                "This hub has no catalogue: set Plugins:Catalogue:Source.", statusCode: StatusCodes.Status409Conflict);
        }

        try
        {
            return TypedResults.Ok(CatalogueResponse.Of(await catalogue.RefreshAsync(cancellationToken), plugins));
        }
        catch (CatalogueException exception)
        {
            return TypedResults.Problem(
                $"The catalogue cannot be fetched: {exception.Message}.", statusCode: StatusCodes.Status502BadGateway);
        }
    }

    private static async Task<Results<Created<PluginResponse>, ProblemHttpResult>> InstallAsync(
        string id, CatalogueInstallRequest request, CatalogueInstaller installer, PluginViews views, CancellationToken cancellationToken)
    {
        CatalogueVersion version;
        try
        {
            version = installer.Find(id, request.Version);
        }
        catch (CatalogueException exception)
        {
            return TypedResults.Problem(PackageProblem.Sentence(exception.Message), statusCode: StatusCodes.Status404NotFound);
        }

        try
        {
            var how = new InstallOptions(request.Enable, request.Consent, "catalogue");
            return await installer.InstallAsync(id, version, how, cancellationToken) is { } plugin
                ? TypedResults.Created($"/api/plugins/{id}", views.Of(plugin))
                : TypedResults.Problem($"'{id}' is being installed already.", statusCode: StatusCodes.Status409Conflict);
        }
        catch (Exception exception) when (PackageProblem.Of(exception) is not null)
        {
            return PackageProblem.Of(exception) ?? throw new InvalidOperationException("It was one a moment ago.", exception);
        }
    }
}
