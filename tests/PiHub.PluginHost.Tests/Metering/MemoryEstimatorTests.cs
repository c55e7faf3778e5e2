using PiHub.PluginHost.Metering;

namespace PiHub.PluginHost.Tests.Metering;

public sealed class MemoryEstimatorTests
{
    private readonly MemoryEstimator _estimator = new();
    private readonly PluginMeter _busy = new();
    private readonly PluginMeter _idle = new();

    public MemoryEstimatorTests() => _estimator.Observe(heapBytes: 100, allocatedBytes: 1_000, [_busy, _idle]);

    [Fact]
    public void Growth_IsSharedOutByAllocations_TheHubsIncluded()
    {
        _busy.Allocated(600);
        _estimator.Observe(heapBytes: 200, allocatedBytes: 2_000, [_busy, _idle]);

        Assert.Equal(60, _busy.Memory.HeapBytes); // 600 of 1,000 bytes: 60 % of a growth by 100
        Assert.Equal(0, _idle.Memory.HeapBytes);
    }

    [Fact]
    public void Shrinking_TakesFromAllInProportion()
    {
        _busy.Allocated(600);
        _estimator.Observe(heapBytes: 200, allocatedBytes: 2_000, [_busy]);
        _busy.Allocated(500);
        _estimator.Observe(heapBytes: 100, allocatedBytes: 2_500, [_busy]);

        Assert.Equal(30, _busy.Memory.HeapBytes);
    }

    [Fact]
    public void GarbageAlone_RaisesNothing()
    {
        _busy.Allocated(1_000_000);
        _estimator.Observe(heapBytes: 100, allocatedBytes: 2_000_000, [_busy]);

        Assert.Equal(0, _busy.Memory.HeapBytes);
    }
}
