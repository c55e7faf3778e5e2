using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PiHub.Access;
using PiHub.Access.Keys;
using PiHub.Api.Jobs;
using PiHub.Api.Live;
using PiHub.Api.Logs;
using PiHub.Api.Packages;
using PiHub.Api.Plugins;
using PiHub.Api.PluginSettings;
using PiHub.Api.SystemStatus;
using PiHub.Api.Tests.Broker;
using PiHub.Api.Tests.SystemStatus;
using PiHub.Api.Tests.Readings;
using PiHub.Hal;
using PiHub.Hal.Drivers;
using PiHub.Mqtt;
using PiHub.Mqtt.Publishing;
using PiHub.PluginHost;
using PiHub.PluginHost.Packages;
using PiHub.Recorder;
using PiHub.Sdk.Bus;
using PiHub.Sqlite;

namespace PiHub.Api.Tests.PluginSettings;

/// <summary>The routes of plugin settings over a plugin that really runs, with a key for each role.</summary>
public sealed class SettingsApiHost : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-api-").FullName;
    private readonly Dictionary<Role, string> _keys = [];
    private readonly WebApplication _application;
    private readonly ReadingStore _store;
    private readonly HttpClient _client = new();

    /// <summary>The largest package that it takes.</summary>
    internal const int MaximumPackageBytes = 1024 * 1024;

    /// <summary>Builds it, without a catalogue.</summary>
    public SettingsApiHost()
        : this("")
    {
    }

    internal SettingsApiHost(string catalogue)
    {
        _store = TestStore.Create(Path.Combine(_folder, "readings"));
        Install("Tunable");
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(Log);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new SqliteDatabase(Path.Combine(_folder, "hub.db")));
        builder.Services.AddSingleton(Options.Create(new PluginHostOptions
        {
            Folders = [Path.Combine(_folder, "bundled")], InstalledFolder = Installed, DataFolder = Path.Combine(_folder, "data"),
        }));
        builder.Services.AddSingleton<IPublishJournal, JudgingJournal>();
        builder.Services.AddPiHubMqtt();
        builder.Services.AddSingleton(provider => new DeviceSupervisor(
            provider.GetRequiredService<IBus>(), TimeProvider.System, new Random(1), NullLogger<DeviceSupervisor>.Instance));
        builder.Services.AddSingleton(provider => new LentServices
        {
            Bus = provider.GetRequiredService<IBus>(),
            Readings = _store,
            Samples = _store.Feed,
            Hardware = new Hardware(),
            Devices = provider.GetRequiredService<DeviceSupervisor>(),
            Events = provider.GetRequiredService<EventHub>().StreamOf,
            Time = TimeProvider.System,
            Loggers = provider.GetRequiredService<ILoggerFactory>(),
            Diagnostics = provider.GetRequiredService<DiagnosticListener>(),
        });
        builder.Services.AddPiHubPlugins();
        builder.Services.AddPiHubPackages(
            Packages(catalogue),
            Installed,
            Path.Combine(_folder, "catalogue"));
        builder.Services.AddSingleton<IStorageSource>(new FixedStorage());
        builder.Services.AddHubApi();
        builder.Services.AddHubPackages();
        _application = builder.Build();
        _application.UseHubApi();
        PluginEndpoints.Map(_application);
        PackageEndpoints.Map(_application);
        CatalogueEndpoints.Map(_application);
        JobEndpoints.Map(_application);
        LogEndpoints.Map(_application);
        PluginSettingsEndpoints.Map(_application);
        EventEndpoint.Map(_application);
    }

    internal LineLog Log { get; } = new();

    internal string Installed => Path.Combine(_folder, "plugins");

    internal Uri Address => new(_application.Urls.Single());

    internal string KeyOf(Role role) => _keys[role];

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await _store.StartAsync(CancellationToken.None);
        await _application.StartAsync();
        _client.BaseAddress = new Uri(_application.Urls.Single());
        ApiKeyStore keys = _application.Services.GetRequiredService<ApiKeyStore>();
        foreach (Role role in Enum.GetValues<Role>())
        {
            _keys[role] = keys.Create($"key-{role}".ToLowerInvariant(), role)?.Secret ?? throw new InvalidOperationException("The key was not made.");
        }

        await _application.Services.GetRequiredService<PluginRegistry>().StartAsync();
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _application.Services.GetRequiredService<PluginRegistry>().DisposeAsync();
        await _application.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    internal async Task<HttpResponseMessage> SendAsync(
        Role? role, HttpMethod method, string path, string? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path.StartsWith('/') ? path : $"/api/plugins/{path}");
        if (role is { } known)
        {
            request.Headers.Add("X-API-Key", _keys[known]);
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        request.Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        return await _client.SendAsync(request);
    }

    internal async Task<HttpResponseMessage> UploadAsync(Stream package)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/plugins") { Content = new StreamContent(package) };
        request.Content.Headers.ContentType = new("application/octet-stream");
        request.Headers.Add("X-API-Key", _keys[Role.Admin]);
        request.Headers.TransferEncodingChunked = true; // so that its length is not announced
        return await _client.SendAsync(request);
    }

    internal async Task<JsonNode> AskAsync(HttpMethod method, string path, HttpStatusCode expected, string? body = null)
    {
        using HttpResponseMessage response = await SendAsync(Role.Admin, method, path, body);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode} {text}\n{string.Join('\n', Log.Lines.TakeLast(3))}");
        return JsonNode.Parse(text) ?? throw new InvalidOperationException("No answer.");
    }

    /// <summary>The complete output folder of a fixture.</summary>
    internal static string FolderOf(string fixture)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent?.Name ?? "";
        return Path.GetFullPath(
            Path.Combine(AppContext.BaseDirectory, "../../../../Fixtures.Plugins", fixture, "bin", configuration, "net10.0"));
    }

    // The build put the fixture's complete plugin folder beside this project's, in the same configuration.
    private void Install(string fixture)
    {
        string target = Directory.CreateDirectory(Path.Combine(_folder, "bundled", fixture)).FullName;
        foreach (string file in Directory.EnumerateFiles(FolderOf(fixture)))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }
    }

    private static IConfigurationRoot Packages(string catalogue) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Catalogue:Source"] = catalogue,
            ["Packages:MaximumPackageBytes"] = $"{MaximumPackageBytes}",
        })
        .Build();
}
