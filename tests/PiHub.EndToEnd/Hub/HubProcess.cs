using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PiHub.EndToEnd.Hub;

/// <summary>A real hub in a process of its own, on free ports and its own data folder.</summary>
internal sealed partial class HubProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _log;
    private readonly HttpClientHandler _handler = new() { UseCookies = false };
    private TemporaryFolder? _ownFolder;

    private HubProcess(Process process, HubLog log, string dataFolder, Match ready)
    {
        (_process, _log, SetupCode, DataFolder) = (process, log.Whole, log.SetupCode, dataFolder);
        HttpPort = int.Parse(ready.Groups["http"].ValueSpan, CultureInfo.InvariantCulture);
        MqttPort = int.Parse(ready.Groups["mqtt"].ValueSpan, CultureInfo.InvariantCulture);
        Http = new HttpClient(_handler) { BaseAddress = new Uri($"http://127.0.0.1:{HttpPort}") };
    }

    public int HttpPort { get; }

    public int MqttPort { get; }

    public string DataFolder { get; }

    /// <summary>The code that a hub without an owner prints.</summary>
    public Task<string> SetupCode { get; }

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    /// <summary>Talks to the hub; with a key after <see cref="SignInAsync"/>.</summary>
    public HttpClient Http { get; }

    /// <summary>Starts a hub on a data folder of its own, which is gone when the hub is disposed.</summary>
    public static async Task<HubProcess> StartFreshAsync(params IEnumerable<string> moreArguments)
    {
        var folder = new TemporaryFolder();
        HubProcess hub = await StartAsync(folder.Path, moreArguments);
        hub._ownFolder = folder;
        return hub;
    }

    /// <summary>Starts a hub on a data folder that outlives it, and waits for its ready line. Ports that are not given are free ones.</summary>
    public static async Task<HubProcess> StartAsync(string dataFolder, params IEnumerable<string> moreArguments)
    {
        IEnumerable<string> freePorts = new[] { "--http", "--mqtt" }.Except(moreArguments).SelectMany(option => new[] { option, "0" });
        Process process = Process.Start(new ProcessStartInfo(
            Artifacts.Executable, ["run", "--data", dataFolder, .. freePorts, .. moreArguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        }) ?? throw new InvalidOperationException("The hub did not start.");
        var log = new HubLog(process.StandardError);
        string? line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        Match ready = ReadyLine().Match(line ?? "");
        return ready.Success
            ? new HubProcess(process, log, dataFolder, ready)
            : throw new InvalidOperationException($"Instead of the ready line the hub said '{line}'. Its log: {await log.Whole}");
    }

    /// <summary>Makes an API key with the command line and uses it from now on.</summary>
    public async Task<string> SignInAsync(string name = "test", string role = "owner")
    {
        ProgramRun created = await ProgramRun.RunAsync(
            Artifacts.Executable, ["token", "create", name, "--role", role, "--data", DataFolder]);
        Assert.True(created.ExitCode == 0, created.Error);
        string key = created.Output.Trim();
        Http.DefaultRequestHeaders.Remove("X-API-Key");
        Http.DefaultRequestHeaders.Add("X-API-Key", key);
        return key;
    }

    /// <summary>GETs JSON.</summary>
    public async Task<JsonNode> GetAsync(string path) =>
        await Http.GetFromJsonAsync<JsonNode>(path) ?? throw new InvalidOperationException($"{path} answered null.");

    /// <summary>GETs JSON again and again until it is as wanted.</summary>
    public async Task<JsonNode> WaitForAsync(string path, Func<JsonNode, bool> wanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            using HttpResponseMessage response = await Http.GetAsync(path, patience.Token);
            if (response.IsSuccessStatusCode
                && await response.Content.ReadFromJsonAsync<JsonNode>(patience.Token) is { } answer && wanted(answer))
            {
                return answer;
            }

            await pause.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Waits until it has started anew in the same process, on the same ports.</summary>
    public async Task WaitForRestartAsync()
    {
        string? line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        Match ready = ReadyLine().Match(line ?? "");
        Assert.True(ready.Success, line);
        Assert.Equal(
            (HttpPort, MqttPort),
            (int.Parse(ready.Groups["http"].ValueSpan, CultureInfo.InvariantCulture), int.Parse(ready.Groups["mqtt"].ValueSpan, CultureInfo.InvariantCulture)));
    }

    /// <summary>Ends it without a chance to do anything: SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends it as systemd would: SIGTERM.</summary>
    /// <returns>The exit code and the whole log.</returns>
    public async Task<(int ExitCode, string Log)> StopAsync()
    {
        await ProgramRun.RunAsync("/bin/kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return (_process.ExitCode, await _log);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        Http.Dispose();
        _handler.Dispose();
        _process.Dispose();
        _ownFolder?.Dispose();
    }

    [GeneratedRegex(@"^ready http=(?<http>\d+) mqtt=(?<mqtt>\d+) in \d+ ms$")]
    private static partial Regex ReadyLine();
}
