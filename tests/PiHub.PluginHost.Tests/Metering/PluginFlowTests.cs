using PiHub.PluginHost.Metering;

namespace PiHub.PluginHost.Tests.Metering;

public sealed class PluginFlowTests
{
    private const int Size = 1 << 20;

    private readonly PluginMeter _meter = new();

    [Fact]
    public async Task Allocations_AreCounted_ThroughAwaitsAndThreads()
    {
        using (_meter.Enter(PluginWorkKind.Own))
        {
            GC.KeepAlive(new byte[Size]);
            await Task.Yield();
            GC.KeepAlive(new byte[Size]);
            await Task.Run(() => GC.KeepAlive(new byte[Size]));
        }

        // A thread counts when it leaves the flow, which may be after the task that ran on it has ended.
        await Patience.ForAsync(() => _meter.AllocatedBytes >= 3 * Size);
        Assert.InRange(_meter.AllocatedBytes, 3 * Size, 4 * Size);
        Assert.Null(PluginFlow.Current);
    }

    [Fact]
    public async Task Allocations_BesideThePlugin_AreNotItsOwn()
    {
        Task task;
        using (_meter.Enter(PluginWorkKind.Own))
        {
            task = Task.CompletedTask;
        }

        await task;
        GC.KeepAlive(new byte[Size]);

        Assert.InRange(_meter.AllocatedBytes, 0, Size / 2);
    }

    [Fact]
    public void PluginWithinAPlugin_IsCountedForItself()
    {
        var inner = new PluginMeter();
        using (_meter.Enter(PluginWorkKind.Own))
        {
            using (inner.Enter(PluginWorkKind.Message))
            {
                GC.KeepAlive(new byte[Size]);
            }

            Assert.Same(_meter, PluginFlow.Current);
        }

        Assert.InRange(inner.AllocatedBytes, Size, 2 * Size);
        Assert.InRange(_meter.AllocatedBytes, 0, Size / 2);
    }
}
