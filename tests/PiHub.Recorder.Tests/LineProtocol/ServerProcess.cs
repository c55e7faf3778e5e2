using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PiHub.Recorder.Tests.LineProtocol;

/// <summary>A real server, in a temporary folder on free ports, that a test can kill and start again.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(1);

    private readonly string _program;
    private readonly string[] _arguments;
    private readonly string _readyPath;
    private readonly string _folder;
    private Process? _process;

    private ServerProcess(string program, int port, string folder, string readyPath, string[] arguments)
    {
        (_program, _folder, _readyPath, _arguments) = (program, folder, readyPath, arguments);
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public HttpClient Client { get; }

    public string Url => $"http://127.0.0.1:{Client.BaseAddress?.Port}";

    /// <summary>InfluxDB 1.x with the database <c>home</c>.</summary>
    public static ServerProcess Influx(bool withPassword = false)
    {
        string folder = Directory.CreateTempSubdirectory("pihub-influx-").FullName;
        int port = FreePort();
        string settings = Path.Combine(folder, "influxdb.conf");
        File.WriteAllText(
            settings,
            $"""
            reporting-disabled = true
            bind-address = "127.0.0.1:{FreePort()}"
            [meta]
              dir = "{folder}/meta"
            [data]
              dir = "{folder}/data"
              wal-dir = "{folder}/wal"
            [http]
              bind-address = "127.0.0.1:{port}"
              auth-enabled = {(withPassword ? "true" : "false")}
              log-enabled = false
            [monitor]
              store-enabled = false
            [logging]
              level = "error"

            """);
        return new ServerProcess(Program("/usr/bin/influxd", "influxdb"), port, folder, "/ping", ["run", "-config", settings]);
    }

    /// <summary>VictoriaMetrics, which speaks both versions.</summary>
    public static ServerProcess Victoria()
    {
        string folder = Directory.CreateTempSubdirectory("pihub-victoria-").FullName;
        int port = FreePort();
        return new ServerProcess(
            Program("/usr/bin/victoria-metrics", "victoria-metrics"),
            port,
            folder,
            "/health",
            [$"-storageDataPath={folder}/data", $"-httpListenAddr=127.0.0.1:{port}", "-retentionPeriod=100y", "-memory.allowedPercent=5"]);
    }

    public async Task StartAsync()
    {
        _process = Process.Start(new ProcessStartInfo(_program, _arguments) { RedirectStandardOutput = true, RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{_program} did not start.");
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        long started = Stopwatch.GetTimestamp();
        while (!await AnswersAsync())
        {
            Assert.False(_process.HasExited || Stopwatch.GetElapsedTime(started) > StartPatience, $"{_program} did not start.");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }
    }

    /// <summary>As a power cut ends it.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Client.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using HttpResponseMessage response = await Client.GetAsync(_readyPath);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static string Program(string path, string package)
    {
        Assert.True(File.Exists(path), $"{path} is missing: apt-get install {package}");
        return path;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
