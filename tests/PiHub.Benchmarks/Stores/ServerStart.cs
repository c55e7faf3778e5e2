using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PiHub.Benchmarks.Stores;

/// <summary>Starts a server and waits until it answers.</summary>
internal static class ServerStart
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);

    /// <summary>A port that nobody listens on.</summary>
    public static int FindFreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="http">Asks it.</param>
    /// <param name="readyPath">What it answers when it is ready.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="StoreException">It ended or did not answer.</exception>
    public static async Task<StoreProcess> RunAsync(
        string program, IReadOnlyList<string> arguments, HttpStore http, string readyPath, CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        Process process = new() { StartInfo = start };
        process.Start();
        process.BeginErrorReadLine(); // Its log is of no use here, but must not block it.
        process.BeginOutputReadLine();
        while (true)
        {
            try
            {
                await http.GetAsync(readyPath, type: null, cancellationToken);
                return new StoreProcess(process, endsWithInput: false);
            }
            catch (StoreException exception)
            {
                if (process.HasExited || Stopwatch.GetElapsedTime(started) > Deadline)
                {
                    await new StoreProcess(process, endsWithInput: false).DisposeAsync();
                    throw new StoreException($"{program} did not start: {exception.Message}", exception);
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, cancellationToken);
        }
    }
}
