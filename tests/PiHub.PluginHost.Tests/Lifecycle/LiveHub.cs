using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PiHub.Hal;
using PiHub.Hal.Drivers;
using PiHub.Hal.Tests;
using PiHub.PluginHost.Features;
using PiHub.PluginHost.Loading;
using PiHub.PluginHost.Packages;
using PiHub.PluginHost.Requests;
using PiHub.Recorder;
using PiHub.Sdk.Readings;
using PiHub.Sqlite;

namespace PiHub.PluginHost.Tests.Lifecycle;

/// <summary>A hub's plugins over a folder that outlives it, so that a test can stop it and start it again.</summary>
internal sealed class LiveHub : IAsyncDisposable
{
    private readonly string _root;
    private readonly ReadingStore _store;
    private readonly DeviceSupervisor _supervisor;
    private readonly WebApplication _app;

    private LiveHub(string root, ReadingStore store, ManualTimeProvider? time, Action<PluginHostOptions>? configure)
    {
        (_root, _store) = (root, store);
        var bus = new RecordingBus();
        _supervisor = new DeviceSupervisor(bus, TimeProvider.System, new Random(1), NullLogger<DeviceSupervisor>.Instance);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(Log);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton(new SqliteDatabase(DatabasePath(root)));
        var options = new PluginHostOptions
        {
            Folders = [Bundled(root)],
            InstalledFolder = Path.Combine(root, "plugins"),
            DataFolder = Path.Combine(root, "plugin-data"),
            StartDeadline = TimeSpan.FromSeconds(60),
            StopDeadline = TimeSpan.FromSeconds(20),
        };
        configure?.Invoke(options);
        builder.Services.AddSingleton(Options.Create(options));
        builder.Services.AddSingleton(provider => new LentServices
        {
            Bus = bus,
            Readings = store,
            Samples = store.Feed,
            Hardware = new Hardware(),
            Devices = _supervisor,
            Events = _ => new SilentEventStream(),
            Time = (TimeProvider?)time ?? TimeProvider.System,
            Loggers = provider.GetRequiredService<ILoggerFactory>(),
            Diagnostics = provider.GetRequiredService<DiagnosticListener>(),
            GuardPort = plugin => plugin,
        });
        builder.Services.AddPiHubPlugins();
        builder.Services.AddSingleton<IPluginFeature>(Undo);
        _app = builder.Build();
        _app.MapPlugins(HttpMethods.Get);
        Registry = _app.Services.GetRequiredService<PluginRegistry>();
    }

    public ErrorLog Log { get; } = new();

    public UndoRecorder Undo { get; } = new();

    public PluginRegistry Registry { get; }

    public HttpClient Http { get; private set; } = new();

    public static string NewRoot()
    {
        string root = Directory.CreateTempSubdirectory("pihub-live-").FullName;
        Directory.CreateDirectory(Bundled(root));
        return root;
    }

    public static string Bundled(string root) => Path.Combine(root, "bundled");

    public static string DatabasePath(string root) => Path.Combine(root, "hub.db");

    /// <summary>A hub over a folder, without its plugins started yet.</summary>
    public static async Task<LiveHub> CreateAsync(
        string root, ManualTimeProvider? time = null, Action<PluginHostOptions>? configure = null)
    {
        var store = new ReadingStore(
            new RecorderOptions { Folder = Path.Combine(root, "readings") }, TimeProvider.System, NullLogger<ReadingStore>.Instance);
        await store.StartAsync(CancellationToken.None);
        var hub = new LiveHub(root, store, time, configure);
        await hub._app.StartAsync();
        hub.Http = new HttpClient { BaseAddress = new Uri(hub._app.Urls.Single()) };
        return hub;
    }

    public static async Task<LiveHub> StartAsync(
        string root, ManualTimeProvider? time = null, Action<PluginHostOptions>? configure = null)
    {
        LiveHub hub = await CreateAsync(root, time, configure);
        await hub.Registry.StartAsync();
        await hub.Registry.Started;
        return hub;
    }

    /// <summary>Installs a build of the fixture <c>Upgrade</c> as a command line does: with consent.</summary>
    public async Task<PluginSnapshot> InstallAsync(string version, Action<JsonNode>? edit = null, InstallOptions? options = null)
    {
        string fixture = version.StartsWith('1') ? "Upgrade.V1" : "Upgrade.V2";
        string folder = FixtureFolder.Copy(fixture, Path.Combine(_root, "plugins", ".staging", Guid.NewGuid().ToString("N")), manifest =>
        {
            manifest["version"] = version;
            edit?.Invoke(manifest);
        });
        new InstalledRecord { Sha256 = "", ContentHash = "", InstalledAt = TimeProvider.System.GetUtcNow(), Source = "test" }.Write(folder);
        PluginFolder staged = PluginFolder.Read(folder);
        using var package = new StagedPackage { Folder = folder, Manifest = staged.Manifest!, Sha256 = "" }; // the fixtures have one
        return await Registry.InstallAsync(
            package, options ?? new InstallOptions(Enable: true, Consent: true, "test"), CancellationToken.None);
    }

    /// <summary>Records samples with these numbers.</summary>
    public async Task AppendAsync(int first, int last)
    {
        for (int number = first; number <= last; number++)
        {
            await _store.AppendAsync(
                new Sample
                {
                    Device = "meter",
                    Time = DateTimeOffset.UnixEpoch.AddMinutes(number),
                    Metrics = new Dictionary<string, MetricValue> { ["number"] = number },
                },
                CancellationToken.None);
        }
    }

    public async Task<string> GetAsync(string route)
    {
        using HttpResponseMessage response = await Http.GetAsync($"/api/upgrade/{route}");
        string body = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? body.Trim('"') : $"{(int)response.StatusCode}";
    }

    /// <summary>Waits until a plugin is as it should be.</summary>
    public async Task<PluginSnapshot> UntilAsync(string id, Func<PluginSnapshot, bool> isReached)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Registry.Changed += Look;
        try
        {
            if (Registry.Find(id) is { } now && isReached(now))
            {
                return now;
            }

            await reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
            return Registry.Find(id) ?? throw new InvalidOperationException($"'{id}' is gone.");
        }
        finally
        {
            Registry.Changed -= Look;
        }

        void Look(PluginSnapshot plugin)
        {
            if (plugin.Id == id && isReached(plugin))
            {
                reached.TrySetResult();
            }
        }
    }

    public Task<PluginSnapshot> UntilAsync(string id, PluginState state) =>
        UntilAsync(id, plugin => plugin.State == state && plugin.Phase is null);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Registry.DisposeAsync();
        await _app.DisposeAsync();
        await _supervisor.DisposeAsync();
        await _store.DisposeAsync();
    }
}
