using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using PiHub.EndToEnd.Hub;

namespace PiHub.Chaos.Brokers;

/// <summary>Debian's mosquitto: what clients and checks say of a foreign broker, they must say of the hub. It is not killed.</summary>
internal sealed class MosquittoUnderTest : IBrokerUnderTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly TemporaryFolder _folder = new();
    private Process? _process;

    public async Task<int> StartAsync()
    {
        int port = FindFreePort();
        string configuration = Path.Combine(_folder.Path, "mosquitto.conf");
        await File.WriteAllTextAsync(configuration, $"listener {port} 127.0.0.1\nallow_anonymous true\npersistence false\nlog_type error\n");
        _process = Process.Start("/usr/sbin/mosquitto", ["-c", configuration]);
        using CancellationTokenSource patience = new(Patience);
        using PeriodicTimer pause = new(TimeSpan.FromMilliseconds(10));
        while (!await IsListeningAsync(port, patience.Token))
        {
            await pause.WaitForNextTickAsync(patience.Token);
        }

        return port;
    }

    public Task KillAsync() => throw new NotSupportedException("It forgets everything.");

    public Task<IReadOnlySet<int>?> ReadNumbersAsync(string device) => Task.FromResult<IReadOnlySet<int>?>(null);

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        _folder.Dispose();
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
