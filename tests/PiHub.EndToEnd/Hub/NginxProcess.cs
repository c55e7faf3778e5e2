using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PiHub.EndToEnd.Hub;

/// <summary>Debian's nginx with the example that the package brings, in front of a hub.</summary>
internal sealed class NginxProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly Process _process;

    private NginxProcess(int hubPort)
    {
        string example = File.ReadAllText(Path.Combine(Artifacts.Repository, "packaging", "nginx", "pihub.conf"));
        Assert.Contains("listen 443 ssl;", example, StringComparison.Ordinal);
        string site = example
            .Replace("listen 443 ssl;", $"listen 127.0.0.1:{Port} ssl;", StringComparison.Ordinal)
            .Replace("http://127.0.0.1:8080", $"http://127.0.0.1:{hubPort}", StringComparison.Ordinal)
            .Replace("/etc/ssl/certs/hub.example.pem", PathOf("hub.pem"), StringComparison.Ordinal)
            .Replace("/etc/ssl/private/hub.example.key", PathOf("hub.key"), StringComparison.Ordinal);
        File.WriteAllText(PathOf("site.conf"), site);
        File.WriteAllLines(PathOf("nginx.conf"),
        [
            "daemon off;", $"pid {PathOf("nginx.pid")};", "error_log stderr;", "events {}", "http {", "access_log off;",
            $"client_body_temp_path {PathOf("body")};", $"proxy_temp_path {PathOf("proxy")};", $"fastcgi_temp_path {PathOf("fastcgi")};",
            $"uwsgi_temp_path {PathOf("uwsgi")};", $"scgi_temp_path {PathOf("scgi")};", $"include {PathOf("site.conf")};", "}",
        ]);
        TestCertificate.Write("hub.example", PathOf("hub.pem"), PathOf("hub.key"));
        _process = Process.Start("/usr/sbin/nginx", ["-e", "stderr", "-p", _folder.Path, "-c", PathOf("nginx.conf")]);
    }

    public int Port { get; } = FreePort.Take();

    /// <summary>Starts it in front of a hub's HTTP port.</summary>
    public static async Task<NginxProcess> StartAsync(int hubPort)
    {
        var server = new NginxProcess(hubPort);
        using var patience = new CancellationTokenSource(Patience);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (true)
        {
            try
            {
                using TcpClient client = new();
                await client.ConnectAsync(IPAddress.Loopback, server.Port, patience.Token);
                return server;
            }
            catch (SocketException)
            {
                await pause.WaitForNextTickAsync(patience.Token);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Dispose();
    }

    private string PathOf(string name) => Path.Combine(_folder.Path, name);
}
