using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.Upgrade;

/// <summary>One plugin in two versions. A test makes a version misbehave by <see cref="Hazard"/>.</summary>
public sealed class UpgradePlugin : IPlugin
{
#if V2
    private const string Build = "second build";
#else
    private const string Build = "first build";
#endif

    public void Configure(IPluginBuilder plugin)
    {
        Hazard.Meet("configure");
        plugin
            .AddSampleHandler<Opening>("pihub/+/state")
            .AddJson(UpgradeJson.Default)
            .MapApi(Map);
    }

    private static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/version", (PluginManifest manifest) => TypedResults.Ok(manifest.Version));
        routes.MapGet("/build", () => TypedResults.Ok(Build));
        routes.MapGet("/hold", async (PluginManifest manifest) =>
        {
            await Hazard.HoldAsync();
            return TypedResults.Ok(manifest.Version);
        });
    }
}
