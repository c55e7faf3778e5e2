using System.Globalization;
using PiHub.PluginHost.Lifecycle;
using PiHub.PluginHost.Permissions;

namespace PiHub.PluginHost.Metering;

/// <summary>Tells running plugins' troubles from what was measured, and takes them back. Not safe to use from several threads.</summary>
internal sealed class PluginHealth(PluginHostOptions options)
{
    /// <summary>A handler that failed at so many samples in a row fails at all, as far as anybody can see.</summary>
    private const int ManySampleErrors = 10;

    /// <summary>A full collection stops the hub for a moment: above the warning level about one a minute tells when it is over.</summary>
    private const int LooksPerCollection = 6;

    private readonly MemoryEstimator _estimator = new();
    private int _fullCollections;
    private int _looksAbove;
    private long _heapBytes;

    public void Look(IReadOnlyList<RunningPlugin> plugins, DateTimeOffset now)
    {
        ObserveHeap(plugins);
        RunningPlugin? largest = _heapBytes > options.MemoryWarningBytes ? FindLargest(plugins) : null;
        foreach (RunningPlugin plugin in plugins)
        {
            PermissionGuard.Report(plugin, now);
            ReportFailures(plugin, now);
            plugin.Report("memory", plugin == largest ? DescribeMemory(plugin.Meter.Memory.Bytes) : null);
            plugin.Report("samples", DescribeSamples(plugin.Meter));
            plugin.Report("handlers", DescribeHandlers(plugin.Meter));
        }
    }

    public static void ReportFailures(RunningPlugin? plugin, DateTimeOffset now) =>
        plugin?.Report("tasks", plugin.Meter.UnobservedFailures.Recent(now));

    // One that has but a small part is not to blame, though no other plugin has more: the hub itself uses the rest.
    private RunningPlugin? FindLargest(IReadOnlyList<RunningPlugin> plugins) =>
        plugins.MaxBy(plugin => plugin.Meter.Memory.HeapBytes) is { } largest && largest.Meter.Memory.HeapBytes >= options.MemoryWarningBytes / 8
            ? largest
            : null;

    private void ObserveHeap(IReadOnlyList<RunningPlugin> plugins)
    {
        int fullCollections = GC.CollectionCount(GC.MaxGeneration);
        if (fullCollections == _fullCollections)
        {
            bool isNews = _heapBytes <= options.MemoryWarningBytes;
            if (GC.GetTotalMemory(forceFullCollection: false) > options.MemoryWarningBytes && (isNews || ++_looksAbove % LooksPerCollection == 0))
            {
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false); // is it garbage, or does it live? Seen next time
            }

            return;
        }

        _fullCollections = fullCollections;
        GCMemoryInfo background = GC.GetGCMemoryInfo(GCKind.Background);
        GCMemoryInfo blocking = GC.GetGCMemoryInfo(GCKind.FullBlocking);
        GCMemoryInfo last = background.Index > blocking.Index ? background : blocking;
        _heapBytes = last.HeapSizeBytes - last.FragmentedBytes;
        _estimator.Observe(_heapBytes, GC.GetTotalAllocatedBytes(), [.. plugins.Select(plugin => plugin.Meter).Distinct()]);
    }

    private string DescribeMemory(long bytes) => string.Create(
        CultureInfo.InvariantCulture,
        $"it takes about {bytes >> 20} MiB of the hub's memory, more than any other plugin, and the hub's {_heapBytes >> 20} MiB are over the warning level of {options.MemoryWarningBytes >> 20} MiB");

    private string? DescribeHandlers(PluginMeter meter) => meter.HandlingsInFlight.NamesOlderThan(options.HandlerPatience) is { Count: > 0 } stuck
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{string.Join(", ", stuck)} has not returned for {options.HandlerPatience.TotalSeconds:0} s or more; {meter.HandlerLag} samples wait")
        : null;

    private static string? DescribeSamples(PluginMeter meter) => meter.SampleErrorsInARow >= ManySampleErrors
        ? "its sample handlers have failed at each of the last samples; its log says why"
        : null;
}
