namespace PiHub.PluginHost.Metering;

/// <summary>Keeps threads at hand for the hub while plugins block theirs.</summary>
internal static class WorkerThreads
{
    /// <summary>A plugin's call that never gives its thread back takes one for good. Below this number the pool replaces it at once;
    /// above, it adds one or two a second. A waiting thread costs address space and a few kB.</summary>
    private const int Minimum = 32;

    public static void Reserve()
    {
        ThreadPool.GetMinThreads(out int workers, out int completionPorts);
        ThreadPool.SetMinThreads(Math.Max(workers, Minimum), completionPorts);
    }
}
