using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.EndlessRoute;

public sealed class EndlessRoutePlugin : IPlugin
{
    public void Configure(IPluginBuilder plugin) => plugin.MapApi(routes => routes.MapGet("/loop", Loop));

    // Never gives its thread back, until whoever put a token under the plugin's id into AppContext cancels it.
    private static Task Loop(HttpContext context)
    {
        var mercy = (CancellationToken)(AppContext.GetData("endless-route") ?? CancellationToken.None);
        while (!mercy.IsCancellationRequested)
        {
            Thread.SpinWait(100);
        }

        return Task.CompletedTask;
    }
}
