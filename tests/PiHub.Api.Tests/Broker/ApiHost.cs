using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PiHub.Access;
using PiHub.Access.Keys;
using PiHub.Api.Broker;
using PiHub.Api.Live;
using PiHub.Api.SystemStatus;
using PiHub.Api.Tests.SystemStatus;
using PiHub.Mqtt;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Transport;
using PiHub.Sdk.Bus;
using PiHub.Sqlite;

namespace PiHub.Api.Tests.Broker;

/// <summary>The broker with its routes and the live events in Kestrel on free ports, with a key for each role.</summary>
public sealed class ApiHost : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-api-").FullName;
    private readonly Dictionary<Role, string> _keys = [];
    private readonly WebApplication _application;

    /// <summary>Builds it.</summary>
    public ApiHost()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseConnectionHandler<MqttConnectionHandler>());
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new SqliteDatabase(Path.Combine(_folder, "hub.db")));
        builder.Services.AddSingleton<IPublishJournal, JudgingJournal>();
        builder.Services.AddPiHubMqtt();
        builder.Services.AddSingleton<IStorageSource>(Storage);
        builder.Services.AddSingleton<IPluginMemorySource, OnePlugin>();
        builder.Services.AddHubApi();
        builder.Services.Configure<ApiOptions>(options => options.IsDemo = true);
        builder.Services.AddSingleton(new BrokerListeners { MqttPort = () => MqttPort });
        _application = builder.Build();
        _application.UseHubApi();
        BrokerEndpoints.Map(_application);
        SystemEndpoints.Map(_application);
        EventEndpoint.Map(_application);
        _application.MapOpenApi("/openapi/{documentName}.json");
    }

    internal MqttBroker Broker => _application.Services.GetRequiredService<MqttBroker>();

    internal FixedStorage Storage { get; } = new();

    internal IBus Bus => _application.Services.GetRequiredService<IBus>();

    internal int MqttPort { get; private set; }

    internal int HttpPort { get; private set; }

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await _application.StartAsync();
        int[] ports = [.. _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses
            .Select(address => new Uri(address).Port) ?? []];
        (MqttPort, HttpPort) = (ports[0], ports[1]);
        ApiKeyStore keys = _application.Services.GetRequiredService<ApiKeyStore>();
        foreach (Role role in Enum.GetValues<Role>())
        {
            _keys[role] = keys.Create($"key-{role}".ToLowerInvariant(), role)?.Secret ?? throw new InvalidOperationException("The key was not made.");
        }
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await _application.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Asks as a role, or as nobody.</summary>
    internal async Task<(HttpStatusCode Status, JsonNode? Body)> AskAsync(HttpMethod method, string path, Role? role, object? body = null)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{HttpPort}") };
        using var request = new HttpRequestMessage(method, path);
        if (role is { } known)
        {
            request.Headers.Add("X-API-Key", _keys[known]);
        }

        request.Content = body is null ? null : JsonContent.Create(body);
        using HttpResponseMessage response = await http.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
    }

    /// <summary>Asks as the owner and expects an answer.</summary>
    internal async Task<JsonNode> GetAsync(string path)
    {
        (HttpStatusCode status, JsonNode? body) = await AskAsync(HttpMethod.Get, path, Role.Owner);
        Assert.True(status == HttpStatusCode.OK, $"{status} {body}");
        return body ?? throw new InvalidOperationException("The answer is empty.");
    }

    /// <summary>Connects to the event stream.</summary>
    internal async Task<EventStreamClient> WatchAsync(Role role, params string[] channels)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-API-Key", _keys[role]);
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{HttpPort}/api/events"), CancellationToken.None);
        var client = new EventStreamClient(socket);
        await client.SubscribeAsync(channels);
        return client;
    }
}
