using System.Diagnostics;
using System.Globalization;

namespace PiHub.Benchmarks.Stores;

/// <summary>The process that a store runs in, as the kernel sees it.</summary>
/// <param name="process">The process.</param>
/// <param name="endsWithInput">Whether it ends by itself when its standard input does; else it is asked to.</param>
internal sealed class StoreProcess(Process process, bool endsWithInput) : IAsyncDisposable
{
    private static readonly TimeSpan StopDeadline = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(2);

    private long _writtenBytes;

    /// <summary>Resident memory now, bytes.</summary>
    public long ResidentBytes => ReadStatus("VmRSS:");

    /// <summary>The most resident memory since its start, bytes.</summary>
    public long PeakResidentBytes => ReadStatus("VmHWM:");

    /// <summary>Bytes that it has caused to be written to the disk since its start; after its end, until just before it.</summary>
    public long WrittenBytes
    {
        get
        {
            try
            {
                return _writtenBytes = Math.Max(_writtenBytes, Read($"/proc/{process.Id}/io", "write_bytes:"));
            }
            catch (Exception exception) when (exception is IOException or InvalidOperationException or UnauthorizedAccessException)
            {
                return _writtenBytes; // it has ended
            }
        }
    }

    /// <summary>Kills it with no chance to put anything away.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Lets it stop in good order and waits; kills it when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!endsWithInput && !process.HasExited)
        {
            using Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        }

        // What it puts away at its end is written too.
        for (long started = Stopwatch.GetTimestamp(); !process.HasExited; _ = WrittenBytes)
        {
            if (Stopwatch.GetElapsedTime(started) > StopDeadline)
            {
                process.Kill(entireProcessTree: true);
            }

            await Task.Delay(LookEvery, TimeProvider.System);
        }

        process.Dispose();
    }

    private long ReadStatus(string name) => Read($"/proc/{process.Id}/status", name) * 1_024;

    private static long Read(string path, string name)
    {
        string line = File.ReadLines(path).First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
