using System.Diagnostics;
using System.Globalization;

namespace PiHub.Benchmarks.Brokers;

/// <summary>A running broker with a folder of its own; disposing stops it and deletes the folder.</summary>
internal sealed class BrokerProcess : IAsyncDisposable
{
    // The kernel counts in ticks of 10 ms on every architecture that .NET runs on (USER_HZ).
    private const double TicksPerSecond = 100;
    private static readonly TimeSpan StopDeadline = TimeSpan.FromSeconds(15);
    private readonly Process _process;
    private readonly string _folder;

    public BrokerProcess(string name, Process process, string folder, int port, TimeSpan readyAfter)
    {
        _process = process;
        _folder = folder;
        Name = name;
        Port = port;
        ReadyAfter = readyAfter;
    }

    public string Name { get; }

    /// <summary>Where it speaks MQTT on this machine.</summary>
    public int Port { get; }

    /// <summary>From its start until it was ready.</summary>
    public TimeSpan ReadyAfter { get; }

    /// <summary>The memory that it holds now, as the kernel counts it.</summary>
    public long ReadResidentBytes()
    {
        string line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }

    /// <summary>The processor time that it has used so far, in user and system mode.</summary>
    public TimeSpan ReadProcessorTime()
    {
        string stat = File.ReadAllText($"/proc/{_process.Id}/stat");

        // proc(5): behind the name, which may contain anything, field 3 comes first; utime and stime are 14 and 15.
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        long ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    public async ValueTask DisposeAsync() => await StopAsync(_process, _folder);

    /// <summary>Asks a process to stop, kills it when it does not, and deletes its folder.</summary>
    public static async Task StopAsync(Process process, string folder)
    {
        using CancellationTokenSource deadline = new(StopDeadline);
        try
        {
            if (!process.HasExited)
            {
                using Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            }

            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
