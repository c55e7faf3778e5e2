using Microsoft.Extensions.Hosting;

namespace PiHub.Fixtures.FailingBackground;

/// <summary>Fails when its fuse has blown.</summary>
internal sealed class FuseService(Fuse fuse) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await fuse.Blown.WaitAsync(stoppingToken);
        throw new InvalidOperationException("The fuse has blown.");
    }
}
