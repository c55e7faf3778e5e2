using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.MemoryHog;

public sealed class MemoryHogPlugin : IPlugin
{
    private const int PieceBytes = 64 * 1024; // below the large object heap

    private static readonly List<byte[]> Kept = [];

    public void Configure(IPluginBuilder plugin) => plugin.MapApi(routes =>
    {
        routes.MapPost("/keep", KeepAsync);
        routes.MapPost("/release", ReleaseAsync);
    });

    // 96 MiB at each call.
    private static async Task KeepAsync(HttpContext context)
    {
        for (int i = 0; i < 1536; i++)
        {
            Kept.Add(new byte[PieceBytes]);
        }

        await Task.Yield();
    }

    private static Task ReleaseAsync(HttpContext context)
    {
        Kept.Clear();
        return Task.CompletedTask;
    }
}
