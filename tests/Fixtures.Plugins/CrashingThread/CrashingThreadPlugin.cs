using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.CrashingThread;

public sealed class CrashingThreadPlugin : IPlugin
{
    public void Configure(IPluginBuilder plugin) => plugin.MapApi(routes => routes.MapPost("/crash", CrashAsync));

    private static Task CrashAsync(HttpContext context)
    {
        new Thread(() => throw new InvalidOperationException("The thread has snapped.")).Start();
        return Task.CompletedTask;
    }
}
