using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PiHub.Access;
using PiHub.Access.Keys;
using PiHub.Api.Automations;
using PiHub.Api.Devices;
using PiHub.Api.Live;
using PiHub.Api.SystemStatus;
using PiHub.Api.Tests.Broker;
using PiHub.Api.Tests.Readings;
using PiHub.Api.Tests.SystemStatus;
using PiHub.Automations.Actions;
using PiHub.Devices;
using PiHub.Hal.Drivers;
using PiHub.Mqtt;
using PiHub.Mqtt.Publishing;
using PiHub.Notifications;
using PiHub.Recorder;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Readings;
using PiHub.Settings;
using PiHub.Settings.General;
using PiHub.Sqlite;

namespace PiHub.Api.Tests.Automations;

/// <summary>The routes of automations over a running engine, with a key for each role.</summary>
public sealed class AutomationsApiHost : IAsyncLifetime, INotifications, IJobStarter
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-api-").FullName;
    private readonly Dictionary<Role, string> _keys = [];
    private readonly WebApplication _application;
    private readonly ReadingStore _store;
    private readonly HttpClient _client = new();

    /// <summary>Builds it.</summary>
    public AutomationsApiHost()
    {
        _store = TestStore.Create(Path.Combine(_folder, "readings"));
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new SqliteDatabase(Path.Combine(_folder, "hub.db")));
        builder.Services.AddSingleton<IReadingStore>(_store);
        builder.Services.AddSingleton<IReadings>(_store);
        builder.Services.AddSingleton(_store.Feed);
        builder.Services.AddSingleton<IPublishJournal, JudgingJournal>();
        builder.Services.AddSingleton<IStorageSource>(new FixedStorage());
        builder.Services.AddSingleton<INotifications>(this);
        builder.Services.AddPiHubMqtt();
        builder.Services.AddSingleton(provider => new DeviceSupervisor(
            provider.GetRequiredService<IBus>(), TimeProvider.System, new Random(1), NullLogger<DeviceSupervisor>.Instance));
        builder.Services.AddSingleton<DeviceRegistry>();
        builder.Services.AddHubApi();
        builder.Services.AddHubSettings<GeneralSettings>("general", "General", "Hub");
        builder.Services.AddSingleton<IJobStarter>(this);
        builder.Services.AddHubAutomations();
        _application = builder.Build();
        _application.UseHubApi();
        AutomationEndpoints.Map(_application);
        EventEndpoint.Map(_application);
        Delegate command = DeviceCommandEndpoint.SendAsync;
        _application.MapPost("/api/devices/{id}/commands/{name}", command);
    }

    internal ReadingStore Store => _store;

    internal IBus Bus => _application.Services.GetRequiredService<IBus>();

    internal Uri Address => new(_application.Urls.Single());

    internal string KeyOf(Role role) => _keys[role];

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await _store.StartAsync(CancellationToken.None);
        await _application.StartAsync();
        await _application.Services.GetRequiredService<DeviceRegistry>().StartAsync(CancellationToken.None);
        _client.BaseAddress = Address;
        ApiKeyStore keys = _application.Services.GetRequiredService<ApiKeyStore>();
        foreach (Role role in Enum.GetValues<Role>())
        {
            _keys[role] = keys.Create($"key-{role}".ToLowerInvariant(), role)?.Secret ?? throw new InvalidOperationException("The key was not made.");
        }
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _application.StopAsync();
        await _application.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <inheritdoc/>
    public void Raise(Notification notification)
    {
    }

    /// <inheritdoc/>
    public void Resolve(string kind, string subject)
    {
    }

    /// <inheritdoc/>
    public string? Start(string plugin, string job, string by) => null;

    /// <summary>Asks as a role.</summary>
    internal async Task<(HttpStatusCode Status, JsonNode? Body, string? Tag)> AskAsync(
        HttpMethod method, string path, Role? role = Role.Owner, string? body = null, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (role is { } known)
        {
            request.Headers.Add("X-API-Key", _keys[known]);
        }

        if (ifMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        }

        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text), response.Headers.ETag?.ToString());
    }
}
