using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PiHub.Hal;
using PiHub.Hal.Drivers;
using PiHub.PluginHost.Metering;
using PiHub.PluginHost.Jobs;
using PiHub.PluginHost.Pages;
using PiHub.PluginHost.Requests;
using PiHub.PluginHost.Settings;
using PiHub.Recorder;
using PiHub.Sdk.Readings;
using PiHub.Sqlite;

namespace PiHub.PluginHost.Tests;

/// <summary>A plugin registry with a real recorder and a real web server, over a folder of fixture plugins.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly string _folder;
    private readonly DeviceSupervisor _supervisor;
    private readonly ErrorLog _log = new();
    private readonly WebApplication _app;

    private TestHost(
        string folder, ReadingStore store, TimeSpan startDeadline, Action<string>? prepare, IEnumerable<string> fixtures)
    {
        (_folder, Store) = (folder, store);
        foreach (string fixture in fixtures)
        {
            Install(fixture);
        }

        prepare?.Invoke(Plugins);

        _supervisor = new DeviceSupervisor(Bus, TimeProvider.System, new Random(1), NullLogger<DeviceSupervisor>.Instance);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(_log);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddProblemDetails();
        builder.Services.AddAuthorization();
        builder.Services.AddSingleton(new SqliteDatabase(Path.Combine(_folder, "hub.db")));
        builder.Services.AddSingleton(Microsoft.Extensions.Options.Options.Create(new PluginHostOptions
        {
            Folders = [Plugins],
            DataFolder = Path.Combine(_folder, "plugin-data"),
            StartDeadline = startDeadline,
            StopDeadline = TimeSpan.FromSeconds(20),
        }));
        builder.Services.AddSingleton(provider => new LentServices
        {
            Bus = Bus,
            Readings = store,
            Samples = store.Feed,
            Hardware = new Hardware(),
            Devices = _supervisor,
            Events = _ => new SilentEventStream(),
            Time = TimeProvider.System,
            Loggers = provider.GetRequiredService<ILoggerFactory>(),
            Diagnostics = provider.GetRequiredService<DiagnosticListener>(),
            HubPorts = new Dictionary<int, string> { [HubPort] = "tests" },
            GuardPort = plugin => plugin,
        });
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddPiHubPlugins();
        _app = builder.Build();
        _app.UseAuthorization();
        _app.MapPluginAssets();
        _app.MapPlugins(HttpMethods.Get, HttpMethods.Post).RequireAuthorization(policy => policy.RequireAssertion(_ => true));
    }

    /// <summary>A port that the hub uses itself, as far as plugins are told.</summary>
    public const int HubPort = 8080;

    public RecordingBus Bus { get; } = new();

    public ReadingStore Store { get; }

    public PluginRegistry Registry => _app.Services.GetRequiredService<PluginRegistry>();

    /// <summary>Its options; deadlines may still be changed.</summary>
    public PluginHostOptions Options => _app.Services.GetRequiredService<IOptions<PluginHostOptions>>().Value;

    public PluginWatch Watch => _app.Services.GetRequiredService<PluginWatch>();

    public PluginSettings Settings => _app.Services.GetRequiredService<PluginSettings>();

    public JobRegistry Jobs => _app.Services.GetRequiredService<JobRegistry>();

    public IReadOnlyCollection<string> Errors => _log.Errors;

    public DeviceSupervisor Devices => _supervisor;

    public HttpClient Http { get; private set; } = new();

    public int Port => Http.BaseAddress?.Port ?? 0;

    private string Plugins => Directory.CreateDirectory(Path.Combine(_folder, "plugins")).FullName;

    public static async Task<TestHost> StartAsync(TimeSpan startDeadline, params string[] fixtures)
    {
        TestHost host = await CreateAsync(startDeadline, fixtures);
        await host.Registry.StartAsync();
        await host.Registry.Started;
        return host;
    }

    /// <summary>A host whose plugins are not started yet.</summary>
    public static Task<TestHost> CreateAsync(TimeSpan startDeadline, params string[] fixtures) =>
        CreateAsync(startDeadline, prepare: null, fixtures);

    /// <summary>A host whose plugins are not started yet, after <paramref name="prepare"/> saw the folder that they are in.</summary>
    public static async Task<TestHost> CreateAsync(TimeSpan startDeadline, Action<string>? prepare, params string[] fixtures)
    {
        string folder = Directory.CreateTempSubdirectory("pihub-").FullName;
        var store = new ReadingStore(
            new RecorderOptions { Folder = Path.Combine(folder, "readings") }, TimeProvider.System, NullLogger<ReadingStore>.Instance);
        await store.StartAsync(CancellationToken.None);
        var host = new TestHost(folder, store, startDeadline, prepare, fixtures);
        await host._app.StartAsync();
        host.Http = new HttpClient { BaseAddress = new Uri(host._app.Urls.Single()) };
        return host;
    }

    /// <summary>A file of an installed fixture.</summary>
    public string FileOf(string fixture, string file) => Path.Combine(Plugins, fixture, file);

    public ValueTask AppendAsync(string device, int minute) => Store.AppendAsync(
        new Sample
        {
            Device = device,
            Time = DateTimeOffset.UnixEpoch.AddMinutes(minute),
            Metrics = new Dictionary<string, MetricValue> { ["a"] = minute },
        },
        CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Registry.DisposeAsync();
        await _app.DisposeAsync();
        await _supervisor.DisposeAsync();
        await Store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // The build put the fixture's complete plugin folder beside this project's, in the same configuration.
    private void Install(string fixture)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name ?? "";
        string source = Path.GetFullPath(
            Path.Combine(AppContext.BaseDirectory, "../../../../Fixtures.Plugins", fixture, "bin", configuration, "net10.0"));
        string target = Path.Combine(Plugins, fixture);
        foreach (string file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy) ?? target);
            File.Copy(file, copy);
        }
    }
}
