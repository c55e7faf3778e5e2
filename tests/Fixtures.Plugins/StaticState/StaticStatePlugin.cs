using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.StaticState;

public sealed class StaticStatePlugin : IPlugin
{
    private static int _calls;

    public void Configure(IPluginBuilder plugin) => plugin.MapApi(routes => routes.MapGet("/calls", CountAsync));

    private static Task CountAsync(HttpContext context) => context.Response.WriteAsync($"{Interlocked.Increment(ref _calls)}");
}
