using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using PiHub.EndToEnd.Hub;

namespace PiHub.EndToEnd.Scenarios;

public sealed class StartTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("run", "--htpp", "1")]
    [InlineData("run", "--http", "seven")]
    [InlineData("run", "--http", "70000")]
    [InlineData("run", "--mqtts", "70000")]
    [InlineData("run", "--mqtts", "seven")]
    [InlineData("fly")]
    [InlineData("token", "create", "x")]
    public async Task BadUsage_SaysSoInOneLine_AndExits2(params string[] arguments)
    {
        ProgramRun run = await ProgramRun.RunAsync(Artifacts.Executable, arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("--http")]
    [InlineData("--mqtt")]
    [InlineData("--mqtts")]
    public async Task PortInUse_SaysSoInOneLine_AndExits1(string option)
    {
        using var taken = new TcpListener(IPAddress.IPv6Any, 0) { Server = { DualMode = true } };
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        string[] others = [.. new[] { "--http", "--mqtt" }.Where(other => other != option).SelectMany(other => new[] { other, "0" })];

        ProgramRun run = await ProgramRun.RunAsync(
            Artifacts.Executable, ["run", "--data", _data.Path, option, $"{port}", .. others]);

        Assert.Equal(1, run.ExitCode);
        string line = LastLine(run.Error);
        Assert.Contains("in use", line, StringComparison.Ordinal);
        Assert.Contains($"{port}", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnwritableDataFolder_SaysSoInOneLine_AndExits1()
    {
        ProgramRun run = await ProgramRun.RunAsync(Artifacts.Executable, ["run", "--data", "/proc/pihub", "--http", "0", "--mqtt", "0"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("/proc/pihub", LastLine(run.Error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingConfigFile_SaysSo_AndExits1()
    {
        ProgramRun run = await ProgramRun.RunAsync(Artifacts.Executable, ["run", "--data", _data.Path, "--config", "nowhere.json"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("nowhere.json", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondHubOnTheSameFolder_IsRefused()
    {
        await using HubProcess first = await HubProcess.StartAsync(_data.Path);

        ProgramRun second = await ProgramRun.RunAsync(Artifacts.Executable, ["run", "--data", _data.Path, "--http", "0", "--mqtt", "0"]);

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("another hub", second.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_WithoutRunningHub_SaysSo_AndExits1()
    {
        ProgramRun run = await ProgramRun.RunAsync(
            Artifacts.Executable, ["token", "create", "x", "--role", "owner", "--data", _data.Path]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("no hub runs", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sigterm_StopsCleanly_WithExitCode0AndNoError()
    {
        await using HubProcess hub = await HubProcess.StartAsync(_data.Path, "--demo");
        await hub.SignInAsync();
        await hub.WaitForAsync("/api/readings/latest?device=meter", readings => readings.AsArray().Count > 0);

        (int exitCode, string log) = await hub.StopAsync();

        Assert.Equal(0, exitCode);
        Assert.DoesNotContain("fail:", log, StringComparison.Ordinal);
        Assert.DoesNotContain("crit:", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sigterm_WithARequestHeldOpen_StillStopsCleanlyWithin10s()
    {
        await using HubProcess hub = await HubProcess.StartAsync(_data.Path);
        using var half = new TcpClient("127.0.0.1", hub.HttpPort);
        await half.GetStream().WriteAsync("POST /api/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n{"u8.ToArray());
        await hub.WaitForAsync("/api/health", _ => true);

        (int exitCode, _) = await hub.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(0, exitCode);
    }

    [Theory]
    [InlineData("PIHUB__HttpPort", "99999")]
    [InlineData("PIHUB__HttpPort", "abc")]
    [InlineData("PIHUB__Mqtt__ReceiveMaximum", "0")]
    [InlineData("PIHUB__Mqtt__ReceiveMaximum", "abc")]
    [InlineData("PIHUB__Recorder__QueueCapacity", "-1")]
    public async Task BadConfigurationValue_SaysSoInOneLine_AndExits1(string name, string value)
    {
        ProgramRun run = await ProgramRun.RunAsync(
            "/usr/bin/env", [$"{name}={value}", Artifacts.Executable, "run", "--data", _data.Path, "--mqtt", "0"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(name.Split("__")[^1], LastLine(run.Error), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run")]
    [InlineData("plugin", "list")]
    public async Task DataFolderTooDeepForASocket_SaysSo_AndExits1(params string[] command)
    {
        string deep = Path.Combine(_data.Path, new string('a', 100));

        ProgramRun run = await ProgramRun.RunAsync(Artifacts.Executable, [.. command, "--data", deep]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("too long", Assert.Single(run.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DatabaseOfANewerVersion_IsRefusedInOneLine_AndLeftAsItIs()
    {
        await using (HubProcess first = await HubProcess.StartAsync(_data.Path))
        {
            await first.StopAsync();
        }

        string database = Path.Combine(_data.Path, "hub.db");
        ProgramRun newer = await ProgramRun.RunAsync(
            "/usr/bin/python3",
            ["-c", "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); c.execute('UPDATE schema_version SET version=99'); c.commit()", database]);
        Assert.True(newer.ExitCode == 0, newer.Error);

        ProgramRun run = await ProgramRun.RunAsync(Artifacts.Executable, ["run", "--data", _data.Path, "--http", "0", "--mqtt", "0"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("newer", LastLine(run.Error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BrokenPluginFolders_AreListedWithTheReason_AndTheHubStarts()
    {
        foreach ((string id, string manifest) in new Dictionary<string, string>
        {
            ["not-json"] = "{",
            ["no-assembly"] = Manifest("no-assembly", "Missing.dll", ">=0.3.0 <0.4.0"),
            ["too-new"] = Manifest("too-new", "Missing.dll", ">=9.0.0 <10.0.0"),
            ["traversal"] = Manifest("traversal", "../../../evil.dll", ">=0.3.0 <0.4.0"),
            ["devices"] = Manifest("devices", "Missing.dll", ">=0.3.0 <0.4.0"),
        })
        {
            string folder = Directory.CreateDirectory(Path.Combine(_data.Path, "plugins", id)).FullName;
            await File.WriteAllTextAsync(Path.Combine(folder, "plugin.json"), manifest);
        }

        await using HubProcess hub = await HubProcess.StartAsync(_data.Path);
        await hub.SignInAsync();

        JsonNode plugins = await hub.GetAsync("/api/plugins");
        Assert.Contains("not JSON", ReasonOf(plugins, "not-json"), StringComparison.Ordinal);
        Assert.Contains("Missing.dll", ReasonOf(plugins, "no-assembly"), StringComparison.Ordinal);
        Assert.Contains(">=9.0.0 <10.0.0", ReasonOf(plugins, "too-new"), StringComparison.Ordinal);
        Assert.Contains("without a path", ReasonOf(plugins, "traversal"), StringComparison.Ordinal);
        Assert.Contains("used by the hub itself", ReasonOf(plugins, "devices"), StringComparison.Ordinal);
        Assert.Equal("degraded", (string?)(await hub.GetAsync("/api/health"))["status"]);
    }

    private static string Manifest(string id, string entry, string sdk) =>
        $$"""{"id":"{{id}}","name":"{{id}}","version":"1.0.0","sdk":"{{sdk}}","entry":"{{entry}}"}""";

    private static string ReasonOf(JsonNode plugins, string id)
    {
        JsonNode plugin = plugins.AsArray().Single(candidate => (string?)candidate?["id"] == id)!; // Single found it
        Assert.Equal("incompatible", (string?)plugin["state"]);
        return (string?)plugin["reason"] ?? "";
    }

    private static string LastLine(string text) => text.Trim().Split('\n')[^1];
}
