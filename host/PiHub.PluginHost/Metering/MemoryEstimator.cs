namespace PiHub.PluginHost.Metering;

/// <summary>Estimates which plugin holds how much of the live managed heap.</summary>
/// <remarks>
/// All plugins share one heap, and .NET does not say whose an object is. The estimate rests on two numbers that it does give: how large
/// the heap is after each full collection, when only living objects are left, and how much was allocated by whom in between
/// (<see cref="PluginFlow"/>). What the heap has grown by is shared out by allocations, the hub's own among them; when it shrinks, all
/// shares shrink in proportion. So a plugin that keeps what it allocates rises, and one that is idle stays low; two that allocate much at
/// the same time cannot be told apart, and a plugin with much garbage is charged for a part of another one's leak. What a plugin holds
/// outside the managed heap (native libraries, SQLite's cache) is not in it.
/// </remarks>
internal sealed class MemoryEstimator
{
    private long _heapBefore;
    private long _allocatedBefore;

    /// <summary>To be called after each full collection.</summary>
    /// <param name="heapBytes">The live managed heap.</param>
    /// <param name="allocatedBytes">All that the process has allocated since it started.</param>
    /// <param name="plugins">The running plugins.</param>
    public void Observe(long heapBytes, long allocatedBytes, IReadOnlyCollection<PluginMeter> plugins)
    {
        long growth = _heapBefore == 0 ? 0 : heapBytes - _heapBefore; // what was there before the first look is the hub's
        double shrink = growth < 0 ? (double)heapBytes / _heapBefore : 1;
        double allocated = Math.Max(1, allocatedBytes - _allocatedBefore);
        foreach (PluginMeter plugin in plugins)
        {
            MemoryShare memory = plugin.Memory;
            long own = plugin.AllocatedBytes;
            double part = Math.Clamp((own - memory.AllocatedBefore) / allocated, 0, 1);
            memory.HeapBytes = (long)((memory.HeapBytes * shrink) + (Math.Max(0, growth) * part));
            memory.AllocatedBefore = own;
        }

        (_heapBefore, _allocatedBefore) = (heapBytes, allocatedBytes);
    }
}
