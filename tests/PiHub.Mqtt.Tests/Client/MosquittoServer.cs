using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PiHub.Mqtt.Tests.Client;

/// <summary>Debian's mosquitto on free ports, with sessions in memory.</summary>
internal sealed class MosquittoServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private MosquittoServer(Process process, DirectoryInfo folder)
    {
        _process = process;
        _folder = folder;
    }

    /// <summary>Plain MQTT, anybody.</summary>
    public required int Port { get; init; }

    /// <summary>The second listener.</summary>
    public required int ExtraPort { get; init; }

    /// <param name="extra">Lines about a second listener on another port.</param>
    /// <param name="port">The port to use again.</param>
    /// <param name="perListener">Whether the extra lines may say who is let in.</param>
    public static async Task<MosquittoServer> StartAsync(string extra = "", int port = 0, bool perListener = false)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("pihub-mosquitto-");
        port = port == 0 ? FindFreePort() : port;
        int extraPort = FindFreePort();
        string settings = Path.Combine(folder.FullName, "mosquitto.conf");
        await File.WriteAllTextAsync(
            settings, (perListener ? "per_listener_settings true\n" : "") + $"listener {port} 127.0.0.1\nuser root\nlog_type error\nallow_anonymous true\n" + (extra.Length > 0 ? $"listener {extraPort}\n{extra}\n" : ""));
        Process process;
        try
        {
            process = Process.Start("/usr/sbin/mosquitto", ["-c", settings]);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Fail("mosquitto is missing: install the Debian package mosquitto");
            throw;
        }

        var server = new MosquittoServer(process, folder) { Port = port, ExtraPort = extraPort };
        using var deadline = new CancellationTokenSource(FakeConnection.Patience);
        while (!await IsListeningAsync(port, deadline.Token) || (extra.Length > 0 && !await IsListeningAsync(extraPort, deadline.Token)))
        {
            Assert.False(process.HasExited, "mosquitto did not start");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, deadline.Token);
        }

        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
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
