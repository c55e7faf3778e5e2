using System.Diagnostics;

namespace PiHub.Benchmarks.Measuring;

/// <summary>What the disk itself does: 4 KiB appended and synced, one after the other.</summary>
internal static class DiskProbe
{
    private const int BlockBytes = 4096;

    /// <summary>Appends and syncs for a time.</summary>
    /// <returns>How long each took, in milliseconds.</returns>
    public static IReadOnlyCollection<double> MeasureMs(string folder, TimeSpan time)
    {
        string path = Path.Combine(folder, $"probe-{Guid.NewGuid():N}");
        List<double> syncsMs = [];
        byte[] block = new byte[BlockBytes];
        using (FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose))
        {
            for (long started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < time;)
            {
                long before = Stopwatch.GetTimestamp();
                file.Write(block);
                file.Flush(flushToDisk: true);
                syncsMs.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
            }
        }

        return syncsMs;
    }
}
