using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PiHub.Fixtures.Numbers;
using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.PrivateLibraryV1;

public sealed class PrivateLibraryV1Plugin : IPlugin
{
    public void Configure(IPluginBuilder plugin) => plugin.MapApi(routes => routes.MapGet("/number", AnswerAsync));

    private static Task AnswerAsync(HttpContext context) => context.Response.WriteAsync(Number.Text);
}
