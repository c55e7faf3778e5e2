using Microsoft.Extensions.Hosting;
using PiHub.PluginHost.Lifecycle;
using PiHub.PluginHost.Loading;

namespace PiHub.PluginHost.Tests.Lifecycle;

public sealed class BackgroundRunTests
{
    [Fact]
    public async Task StartThatOutlivesTheStop_IsStoppedWhenItEnds()
    {
        var plugin = new RunningPlugin("a", new PluginLoadContext(typeof(BackgroundRunTests).Assembly.Location));
        var service = new SlowService();
        var run = new BackgroundRun(service, plugin, TimeSpan.FromSeconds(20), TimeProvider.System);
        Task starting = run.StartAsync(CancellationToken.None);

        await run.DisposeAsync();
        Assert.False(service.IsStopped);
        service.Started.SetResult();

        await Assert.ThrowsAsync<OperationCanceledException>(() => starting);
        Assert.True(service.IsStopped);
    }

    private sealed class SlowService : IHostedService
    {
        public TaskCompletionSource Started { get; } = new();

        public bool IsStopped { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken) => Started.Task;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            IsStopped = true;
            return Task.CompletedTask;
        }
    }
}
