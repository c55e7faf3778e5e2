using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PiHub.Benchmarks.Brokers;

/// <summary>Debian's mosquitto, the peer.</summary>
internal static class Mosquitto
{
    public const string Name = "mosquitto";
    public const string PersistentName = "mosquitto with persistence";
    private const string ProgramPath = "/usr/sbin/mosquitto";
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(10);

    /// <summary>Starts it on a free port, with no limit on queued messages and PiHub's window of 100 unacknowledged ones.</summary>
    /// <remarks>With persistence it saves its memory every half hour and at its end, as Debian's configuration has it.</remarks>
    /// <exception cref="BrokerException">It is not installed or did not start.</exception>
    public static async Task<BrokerProcess> StartAsync(string dataFolder, bool isPersistent, CancellationToken cancellationToken)
    {
        if (!File.Exists(ProgramPath))
        {
            throw new BrokerException("mosquitto is missing: apt-get install mosquitto");
        }

        string folder = Directory.CreateDirectory(Path.Combine(dataFolder, $"mosquitto-{Guid.NewGuid():N}")).FullName;
        int port = FindFreePort();
        string configuration = Path.Combine(folder, "mosquitto.conf");

        // Started by root it would change to its own user, who may not write into the folder.
        await File.WriteAllTextAsync(
            configuration,
            $"""
            listener {port} 127.0.0.1
            allow_anonymous true
            persistence {(isPersistent ? $"true\npersistence_location {folder}/" : "false")}
            max_queued_messages 0
            max_inflight_messages 100
            log_type error
            user root

            """,
            cancellationToken);
        long started = Stopwatch.GetTimestamp();
        Process process = Process.Start(ProgramPath, ["-c", configuration]);
        while (!await IsListeningAsync(port, cancellationToken))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(started) > ReadyDeadline)
            {
                await BrokerProcess.StopAsync(process, folder);
                throw new BrokerException("mosquitto did not start.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, cancellationToken);
        }

        return new BrokerProcess(isPersistent ? PersistentName : Name, process, folder, port, Stopwatch.GetElapsedTime(started));
    }

    private static int FindFreePort()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> IsListeningAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using TcpClient client = new();
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
