using Microsoft.Extensions.Hosting;

namespace PiHub.Fixtures.HangingStop;

/// <summary>Never stops.</summary>
internal sealed class DeafService : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => new TaskCompletionSource().Task;
}
