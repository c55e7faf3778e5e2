using Microsoft.Extensions.Hosting;

namespace PiHub.Fixtures.FailingStop;

/// <summary>Throws when it is told to stop.</summary>
internal sealed class DefiantService : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("It will not.");
}
