using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PiHub.Sdk.Plugins;
using PiHub.Sdk.Storage;

namespace PiHub.Fixtures.Upgrade;

/// <summary>One plugin in two versions. A test makes a version misbehave by <see cref="Hazard"/>.</summary>
public sealed class UpgradePlugin : IPlugin
{
#if V2
    private const string Build = "second build";
#else
    private const string Build = "first build";
#endif

    private static readonly DatabaseMigration[] Migrations =
    [
        new() { Name = "0001 first", Sql = "CREATE TABLE first(number REAL PRIMARY KEY, times INTEGER NOT NULL)" },
#if V2
        new() { Name = "0002 later", Sql = "CREATE TABLE later(number REAL PRIMARY KEY, times INTEGER NOT NULL)" },
#endif
    ];

    public void Configure(IPluginBuilder plugin)
    {
        Hazard.Meet("configure");
        plugin
            .AddDatabase(Migrations)
            .AddSampleHandler<Opening>("pihub/+/state")
            .AddSampleHandler<FirstBooking>("pihub/+/state")
#if V2
            .AddSampleHandler<LaterBooking>("pihub/+/state")
            .MapApi(routes => routes.MapGet("/later", (LaterBooking booking) => TypedResults.Ok(booking.Balance())))
#endif
            .AddJson(UpgradeJson.Default)
            .MapApi(Map);
    }

    private static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/version", (PluginManifest manifest) => TypedResults.Ok(manifest.Version));
        routes.MapGet("/first", (FirstBooking booking) => TypedResults.Ok(booking.Balance()));
        routes.MapGet("/build", () => TypedResults.Ok(Build));
        routes.MapGet("/hold", async (PluginManifest manifest) =>
        {
            await Hazard.HoldAsync();
            return TypedResults.Ok(manifest.Version);
        });
    }
}
