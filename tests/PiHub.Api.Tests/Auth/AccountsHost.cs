using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PiHub.Access;
using PiHub.Access.Keys;
using PiHub.Access.Passwords;
using PiHub.Access.Setup;
using PiHub.Access.Users;
using PiHub.Api.Auth;
using PiHub.Api.Live;
using PiHub.Api.Setup;
using PiHub.Api.SystemStatus;
using PiHub.Api.Tests.Broker;
using PiHub.Api.Tests.SystemStatus;
using PiHub.Api.Users;
using PiHub.Mqtt;
using PiHub.Mqtt.Publishing;
using PiHub.Settings;
using PiHub.Settings.General;
using PiHub.Sqlite;

namespace PiHub.Api.Tests.Auth;

/// <summary>The routes of accounts in Kestrel on a free port.</summary>
public sealed class AccountsHost : IAsyncLifetime
{
    internal const string Password = "correct horse battery";

    private readonly string _folder = Directory.CreateTempSubdirectory("pihub-api-").FullName;
    private readonly WebApplication _application;

    /// <summary>Builds it.</summary>
    public AccountsHost()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(new SqliteDatabase(Path.Combine(_folder, "hub.db")));
        builder.Services.AddSingleton<IPublishJournal, JudgingJournal>();
        builder.Services.AddPiHubMqtt();
        builder.Services.AddSingleton<IStorageSource>(new FixedStorage());
        builder.Services.AddHubSettings<GeneralSettings>("general", "General", "Hub");
        builder.Services.AddHubApi();
        _application = builder.Build();
        _application.UseHubApi();
        AuthEndpoints.Map(_application);
        ProfileEndpoints.Map(_application);
        SecondFactorEndpoints.Map(_application);
        SetupEndpoints.Map(_application);
        UserEndpoints.Map(_application);
        InvitationEndpoints.Map(_application);
        EventEndpoint.Map(_application);
    }

    internal string Origin { get; private set; } = "";

    internal UserStore Users => _application.Services.GetRequiredService<UserStore>();

    internal string SetupCode => _application.Services.GetRequiredService<SetupCode>().Text ?? "";

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        await _application.StartAsync();
        Origin = _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.Single() ?? "";
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await _application.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    internal async Task<HubUser> AddAsync(string name, Role role)
    {
        string? hash = await _application.Services.GetRequiredService<PasswordHashing>().HashAsync(Password, CancellationToken.None);
        return Users.Create(name, name, role, hash).User ?? throw new InvalidOperationException("The user was not made.");
    }

    internal string AddKey(string name, Role role, KeyScopes scopes = KeyScopes.All, DateTimeOffset? expiresAt = null) =>
        _application.Services.GetRequiredService<ApiKeyStore>().Create(name, role, scopes, expiresAt)?.Secret ?? throw new InvalidOperationException("The key was not made.");

    /// <summary>A browser that nobody has signed in: it keeps cookies and tells its origin.</summary>
    internal HttpClient Browser()
    {
        var browser = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(Origin) };
        browser.DefaultRequestHeaders.Add("Origin", Origin);
        return browser;
    }

    internal async Task<HttpClient> SignInAsync(string name)
    {
        HttpClient browser = Browser();
        using HttpResponseMessage response = await browser.PostAsJsonAsync("/api/auth/login?cookie=true", new { username = name, password = Password });
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        return browser;
    }

    internal HttpClient WithKey(string key)
    {
        var client = new HttpClient { BaseAddress = new Uri(Origin) };
        client.DefaultRequestHeaders.Add("X-API-Key", key);
        return client;
    }

    internal HttpClient WithToken(string? token)
    {
        var client = new HttpClient { BaseAddress = new Uri(Origin) };
        client.DefaultRequestHeaders.Add("Authorization", "Bearer " + token);
        return client;
    }

    internal async Task<JsonNode> TokensAsync(string name)
    {
        using var client = new HttpClient { BaseAddress = new Uri(Origin) };
        using HttpResponseMessage response = await client.PostAsJsonAsync("/api/auth/login", new { username = name, password = Password });
        return await ReadAsync(response, HttpStatusCode.OK);
    }

    internal async Task<ClientWebSocket> WatchAsync(string header, string value)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader(header, value);
        await socket.ConnectAsync(new Uri(Origin.Replace("http", "ws", StringComparison.Ordinal) + "/api/events"), CancellationToken.None);
        return socket;
    }

    internal static async Task<JsonNode> ReadAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{response.StatusCode} {text}");
        return JsonNode.Parse(text) ?? throw new InvalidOperationException("The answer is empty.");
    }

    internal static async Task AssertAsync(HttpStatusCode expected, Task<HttpResponseMessage> asked)
    {
        using HttpResponseMessage response = await asked;
        Assert.True(response.StatusCode == expected, $"{response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        if ((int)expected >= 400)
        {
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        }
    }
}
