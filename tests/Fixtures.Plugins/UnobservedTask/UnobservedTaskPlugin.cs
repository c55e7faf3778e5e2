using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.UnobservedTask;

public sealed class UnobservedTaskPlugin : IPlugin
{
    public void Configure(IPluginBuilder plugin) => plugin.MapApi(routes => routes.MapPost("/forget", ForgetAsync));

    private static Task ForgetAsync(HttpContext context)
    {
        _ = FailAsync();
        return Task.CompletedTask;
    }

    private static async Task FailAsync()
    {
        await Task.Yield();
        throw new InvalidOperationException("Nobody waits for this.");
    }
}
