using System.Diagnostics;

namespace PiHub.Benchmarks.Measuring;

/// <summary>The kernel's cache of files.</summary>
internal static class DiskCache
{
    private const string DropFile = "/proc/sys/vm/drop_caches";

    /// <summary>Empties it, so that the next read comes from the disk.</summary>
    /// <returns>Whether that was allowed; only root may.</returns>
    public static async Task<bool> TryDropAsync(CancellationToken cancellationToken)
    {
        try
        {
            using Process sync = Process.Start("sync");
            await sync.WaitForExitAsync(cancellationToken);
            await File.WriteAllTextAsync(DropFile, "3", cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            return false;
        }
    }
}
