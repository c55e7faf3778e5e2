namespace PiHub.PluginHost.Metering;

/// <summary>Tells which plugin the running thread works for, through awaits, timers and threads, and counts what it allocates.</summary>
/// <remarks>The flow holds the plugin's meter, an object of the host, and nothing of the plugin: whoever captures it keeps no plugin
/// alive. A thread's allocations are counted when it leaves the plugin's flow, so that a call that never returns counts nothing.</remarks>
internal static class PluginFlow
{
    private static readonly AsyncLocal<PluginMeter?> Local = new(OnChanged);

    [ThreadStatic]
    private static long _allocatedBefore;

    public static PluginMeter? Current => Local.Value;

    /// <summary>Works for this plugin until the result is disposed, in the same method.</summary>
    public static Stay Enter(PluginMeter? meter)
    {
        var stay = new Stay(Local.Value);
        Local.Value = meter;
        return stay;
    }

    // Called on every thread that begins or ends to work for a plugin, be it by Enter or by a captured execution context.
    private static void OnChanged(AsyncLocalValueChangedArgs<PluginMeter?> change)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        change.PreviousValue?.Allocated(allocated - _allocatedBefore);
        _allocatedBefore = allocated;
    }

    internal readonly struct Stay(PluginMeter? previous) : IDisposable
    {
        public void Dispose() => Local.Value = previous;
    }
}
