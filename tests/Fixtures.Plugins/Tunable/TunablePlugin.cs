using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PiHub.Sdk.Plugins;
using PiHub.Sdk.Settings;

namespace PiHub.Fixtures.Tunable;

public sealed class TunablePlugin : IPlugin
{
    public void Configure(IPluginBuilder plugin) => plugin
        .AddSettings<TunableSettings>()
        .AddJson(TunableJson.Default)
        .MapApi(routes =>
        {
            routes.MapGet("/current", (ISettings<TunableSettings> settings, ChangeCounter counter) =>
                TypedResults.Ok(CurrentSettings.Of(settings.Current, counter)));
        });
}
