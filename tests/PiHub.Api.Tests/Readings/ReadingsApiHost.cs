using System.Net;
using System.Net.Http.Headers;
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
using PiHub.Api.Readings;
using PiHub.Api.SystemStatus;
using PiHub.Api.Tests.Broker;
using PiHub.Api.Tests.SystemStatus;
using PiHub.Devices;
using PiHub.Hal.Drivers;
using PiHub.Mqtt;
using PiHub.Mqtt.Publishing;
using PiHub.Recorder;
using PiHub.Recorder.Engine;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Readings;
using PiHub.Sqlite;

namespace PiHub.Api.Tests.Readings;

/// <summary>The routes of readings over a store, with a key for each role. Metrics that end with <c>_total</c> are counters.</summary>
public sealed class ReadingsApiHost : IAsyncLifetime, IMetricKinds
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-api-").FullName;
    private readonly Dictionary<Role, string> _keys = [];
    private readonly WebApplication _application;
    private readonly ReadingStore _store;
    private readonly HttpClient _client = new();

    /// <summary>Builds it.</summary>
    public ReadingsApiHost()
    {
        _store = TestStore.Create(Path.Combine(_folder, "readings"), kinds: this);
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new SqliteDatabase(Path.Combine(_folder, "hub.db")));
        builder.Services.AddSingleton<IReadingStore>(_store);
        builder.Services.AddSingleton(_store.Feed);
        builder.Services.AddSingleton<IPublishJournal, JudgingJournal>();
        builder.Services.AddSingleton<IStorageSource>(new FixedStorage());
        builder.Services.AddPiHubMqtt();
        builder.Services.AddSingleton(provider => new DeviceSupervisor(
            provider.GetRequiredService<IBus>(), TimeProvider.System, new Random(1), NullLogger<DeviceSupervisor>.Instance));
        builder.Services.AddSingleton<DeviceRegistry>();
        builder.Services.AddHubApi();
        builder.Services.Configure<ApiOptions>(options => options.MaximumImportBytes = 1024 * 1024);
        _application = builder.Build();
        _application.UseHubApi();
        ReadingEndpoints.Map(_application);
    }

    /// <inheritdoc/>
    public MetricKind KindOf(string device, string metric) =>
        metric.EndsWith("_total", StringComparison.Ordinal) ? MetricKind.TotalIncreasing : MetricKind.Measurement;

    internal IReadingStore Store => _store;

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
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _application.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    internal async Task AddAsync(string device, string metric, DateTimeOffset time, MetricValue value, ReadingQuality quality = default) =>
        await _store.AppendAsync(
            new Sample { Device = device, Time = time, Metrics = new Dictionary<string, MetricValue> { [metric] = value }, Quality = quality },
            CancellationToken.None);

    internal async Task<HttpResponseMessage> SendAsync(Role role, HttpMethod method, string path, string? body = null, string? type = null)
    {
        using var request = new HttpRequestMessage(method, $"/api/readings{path}");
        request.Headers.Add("X-API-Key", _keys[role]);
        request.Content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (request.Content is not null && type is not null)
        {
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        return await _client.SendAsync(request);
    }

    internal async Task<JsonNode> GetAsync(string path, HttpStatusCode expected = HttpStatusCode.OK) =>
        await ReadAsync(await SendAsync(Role.Viewer, HttpMethod.Get, path), expected);

    internal async Task<JsonNode> ImportAsync(string body, string type, HttpStatusCode expected = HttpStatusCode.OK) =>
        await ReadAsync(await SendAsync(Role.Admin, HttpMethod.Post, "/import", body, type), expected);

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        using (response)
        {
            string text = await response.Content.ReadAsStringAsync();
            Assert.True(expected == response.StatusCode, $"{(int)response.StatusCode} {text}");
            return JsonNode.Parse(text) ?? throw new InvalidOperationException("No answer.");
        }
    }
}
