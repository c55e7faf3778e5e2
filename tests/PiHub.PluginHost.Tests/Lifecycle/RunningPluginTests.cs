using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.PluginHost.Lifecycle;
using PiHub.PluginHost.Loading;

namespace PiHub.PluginHost.Tests.Lifecycle;

public sealed class RunningPluginTests
{
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(60);

    private readonly RunningPlugin _plugin = new("a", new PluginLoadContext(typeof(RunningPluginTests).Assembly.Location));

    [Fact]
    public async Task Stop_WithAReleaseThatThrows_ReleasesTheOthersAndTheContainer()
    {
        var before = new Registration();
        var after = new Registration();
        var service = new Registration();
        _plugin.Serve(Container(service));
        _plugin.Register(() => before);
        _plugin.Register(() => new Registration(() => throw new InvalidOperationException("It does not let go.")));
        _plugin.Register(() => after);

        Assert.True(await StopAsync(Ample));

        await before.Disposed;
        await after.Disposed;
        await service.Disposed;
    }

    [Fact]
    public async Task Stop_OfAContainerThatThrows_DisposesTheLastAllTheSame_AndAfterIt()
    {
        var last = new Registration();
        bool wasThere = false;
        var service = new Registration(() =>
        {
            wasThere = !last.Disposed.IsCompleted;
            throw new InvalidOperationException("It does not let go.");
        });
        _plugin.Serve(Container(service));
        _plugin.RegisterLast(() => last);

        await StopAsync(Ample);

        await last.Disposed;
        Assert.True(wasThere);
    }

    [Fact]
    public async Task Stop_WithAReleaseThatHangs_DisposesTheContainerAllTheSame()
    {
        var hanging = new TaskCompletionSource();
        var service = new Registration();
        _plugin.Serve(Container(service));
        _plugin.Register(() => new Registration(() => new ValueTask(hanging.Task)));

        Assert.False(await StopAsync(TimeSpan.FromMilliseconds(50)));

        await service.Disposed;
        hanging.SetResult();
    }

    [Fact]
    public async Task Serve_AfterStop_DisposesTheContainerAndThrows()
    {
        await StopAsync(Ample);
        ServiceProvider services = new ServiceCollection().AddSingleton<Registration>().BuildServiceProvider();

        Assert.Throws<ObjectDisposedException>(() => _plugin.Serve(services));

        Assert.Throws<ObjectDisposedException>(() => services.GetService<Registration>());
        Assert.Throws<ObjectDisposedException>(() => _plugin.Serve(_ => Task.CompletedTask));
        Assert.Throws<ObjectDisposedException>(() => _plugin.Register(() => new Registration()));
    }

    private static ServiceProvider Container(Registration service)
    {
        ServiceProvider services = new ServiceCollection().AddSingleton(_ => service).BuildServiceProvider();
        services.GetRequiredService<Registration>(); // a container disposes what it has made
        return services;
    }

    private Task<bool> StopAsync(TimeSpan deadline) => _plugin.StopAsync(deadline, TimeProvider.System, NullLogger.Instance);

    private sealed class Registration(Func<ValueTask>? dispose) : IAsyncDisposable
    {
        public Registration()
            : this(dispose: null)
        {
        }

        private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Disposed => _disposed.Task.WaitAsync(Ample);

        public ValueTask DisposeAsync()
        {
            _disposed.TrySetResult();
            return dispose?.Invoke() ?? ValueTask.CompletedTask;
        }
    }
}
