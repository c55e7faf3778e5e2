using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace PiHub.Notifications.Tests.Delivery;

/// <summary>A real mail server, aiosmtpd, in a process of its own.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    private SmtpServer(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<SmtpServer> StartAsync(params string[] arguments)
    {
        // Debian's own, which has the package.
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Delivery", "smtp_server.py"));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        Process process = Process.Start(start) ?? throw new InvalidOperationException("python3 does not start.");
        string? port = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        return port is null
            ? throw new InvalidOperationException(await process.StandardError.ReadToEndAsync())
            : new SmtpServer(process, int.Parse(port, CultureInfo.InvariantCulture));
    }

    /// <summary>The next mail that it took.</summary>
    public async Task<JsonNode> ReadAsync()
    {
        string line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) ?? throw new InvalidOperationException("The server ended.");
        return JsonNode.Parse(line) ?? throw new InvalidOperationException("No mail.");
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
