using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PiHub.EndToEnd.Hub;

/// <summary>Debian's mosquitto, which keeps its sessions over a restart.</summary>
internal sealed class MosquittoProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private Process _process;

    private MosquittoProcess()
    {
        Port = FreePort.Take();
        File.WriteAllLines(Settings,
        [
            $"listener {Port} 127.0.0.1", "allow_anonymous true", "user root", "log_type error", "max_queued_messages 0",
            "persistence true", $"persistence_location {_folder.Path}/",
        ]);
        _process = Start();
    }

    public int Port { get; }

    private string Settings => Path.Combine(_folder.Path, "mosquitto.conf");

    public static async Task<MosquittoProcess> StartAsync()
    {
        var server = new MosquittoProcess();
        await server.WaitAsync();
        return server;
    }

    /// <summary>Ends it as its service would, and starts it again.</summary>
    public async Task RestartAsync()
    {
        await ProgramRun.RunAsync("/bin/kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        _process = Start();
        await WaitAsync();
    }

    /// <summary>Publishes at QoS 1.</summary>
    public async Task PublishAsync(string topic, string payload)
    {
        ProgramRun run = await ProgramRun.RunAsync("mosquitto_pub", ["-h", "127.0.0.1", "-p", $"{Port}", "-q", "1", "-t", topic, "-m", payload]);
        Assert.True(run.ExitCode == 0, run.Error);
    }

    /// <summary>Waits for messages.</summary>
    public async Task<string[]> ReceiveAsync(string filter, int count)
    {
        ProgramRun run = await ProgramRun.RunAsync(
            "mosquitto_sub", ["-h", "127.0.0.1", "-p", $"{Port}", "-q", "1", "-t", filter, "-C", $"{count}", "-W", "30"]);
        Assert.True(run.ExitCode == 0, $"mosquitto_sub got less than {count} messages on {filter}: {run.Output} {run.Error}");
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private Process Start() => Process.Start("/usr/sbin/mosquitto", ["-c", Settings]);

    private async Task WaitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (true)
        {
            try
            {
                using TcpClient client = new();
                await client.ConnectAsync(IPAddress.Loopback, Port, patience.Token);
                return;
            }
            catch (SocketException)
            {
                await pause.WaitForNextTickAsync(patience.Token);
            }
        }
    }
}
