using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using PiHub.Access;
using PiHub.Access.Users;

namespace PiHub.Api.Tests.Auth;

public sealed class AuthEndpointsTests : IAsyncLifetime
{
    private readonly AccountsHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Login_WithCookie_OpensASessionThatEndsByLogout()
    {
        HubUser user = await _host.AddAsync("anna", Role.Operator);
        using HttpClient browser = _host.Browser();
        using HttpResponseMessage login = await browser.PostAsJsonAsync(
            "/api/auth/login?cookie=true", new { username = "Anna", password = AccountsHost.Password });
        string cookie = Assert.Single(login.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);

        JsonNode me = await AccountsHost.ReadAsync(await browser.GetAsync("/api/auth/me"), HttpStatusCode.OK);
        Assert.Equal(
            $$"""{"name":"anna","display_name":"anna","role":"operator","kind":"user","id":"{{user.Id}}","language":null,"has_second_factor":false}""",
            me.ToJsonString());

        await AccountsHost.AssertAsync(HttpStatusCode.NoContent, browser.PostAsync("/api/auth/logout", null));
        using var thief = new HttpClient { BaseAddress = new Uri(_host.Origin) };
        thief.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        await AccountsHost.AssertAsync(HttpStatusCode.Unauthorized, thief.GetAsync("/api/auth/me"));
    }

    [Fact]
    public async Task Login_UnknownUserAndWrongPassword_AreAnsweredAlike()
    {
        await _host.AddAsync("anna", Role.Viewer);
        using HttpClient client = _host.Browser();

        using HttpResponseMessage unknown = await client.PostAsJsonAsync("/api/auth/login", new { username = "nobody", password = AccountsHost.Password });
        using HttpResponseMessage wrong = await client.PostAsJsonAsync("/api/auth/login", new { username = "anna", password = "wrong" });

        JsonNode first = await AccountsHost.ReadAsync(unknown, HttpStatusCode.Unauthorized);
        JsonNode second = await AccountsHost.ReadAsync(wrong, HttpStatusCode.Unauthorized);
        first.AsObject().Remove("trace_id");
        second.AsObject().Remove("trace_id");
        Assert.Equal(first.ToJsonString(), second.ToJsonString());
    }

    [Fact]
    public async Task Tokens_AreRefreshed_AndAUsedRefreshTokenEndsTheSession()
    {
        await _host.AddAsync("anna", Role.Viewer);
        JsonNode tokens = await _host.TokensAsync("anna");
        Assert.Equal(["access_token", "expires_in", "refresh_token", "token_type"], tokens.AsObject().Select(field => field.Key).Order());
        using HttpClient first = _host.WithToken((string?)tokens["access_token"]);
        await AccountsHost.AssertAsync(HttpStatusCode.OK, first.GetAsync("/api/auth/me"));

        using HttpClient nobody = _host.Browser();
        JsonNode next = await AccountsHost.ReadAsync(
            await nobody.PostAsJsonAsync("/api/auth/refresh", new { refresh_token = (string?)tokens["refresh_token"] }), HttpStatusCode.OK);
        using HttpClient second = _host.WithToken((string?)next["access_token"]);
        await AccountsHost.AssertAsync(HttpStatusCode.OK, second.GetAsync("/api/auth/me"));

        await AccountsHost.AssertAsync(
            HttpStatusCode.Unauthorized, nobody.PostAsJsonAsync("/api/auth/refresh", new { refresh_token = (string?)tokens["refresh_token"] }));
        await AccountsHost.AssertAsync(HttpStatusCode.Unauthorized, second.GetAsync("/api/auth/me"));
    }

    [Fact]
    public async Task ChangedUser_LosesCookieTokenAndSocketAtOnce()
    {
        HubUser user = await _host.AddAsync("anna", Role.Admin);
        using HttpClient browser = await _host.SignInAsync("anna");
        string? access = (string?)(await _host.TokensAsync("anna"))["access_token"];
        using HttpClient app = _host.WithToken(access);
        using ClientWebSocket socket = await _host.WatchAsync("Authorization", "Bearer " + access);

        _host.Users.Change(user.Id, "anna", Role.Viewer, isDisabled: false);

        await AccountsHost.AssertAsync(HttpStatusCode.Unauthorized, browser.GetAsync("/api/users"));
        await AccountsHost.AssertAsync(HttpStatusCode.Unauthorized, app.GetAsync("/api/auth/me"));
        Assert.True(await EndsAsync(socket));
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.Forbidden)]
    [InlineData("http://evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("null", null, HttpStatusCode.Forbidden)]
    [InlineData("http://evil.example", "same-origin", HttpStatusCode.Forbidden)]
    [InlineData(null, "cross-site", HttpStatusCode.Forbidden)]
    [InlineData(null, "same-site", HttpStatusCode.Forbidden)]
    [InlineData(null, "same-origin", HttpStatusCode.NoContent)]
    [InlineData(null, "none", HttpStatusCode.NoContent)]
    [InlineData("own", null, HttpStatusCode.NoContent)]
    public async Task Change_WithTheCookie_NeedsToComeFromTheHubsPages(string? origin, string? site, HttpStatusCode expected)
    {
        await _host.AddAsync("anna", Role.Viewer);
        using HttpClient browser = await _host.SignInAsync("anna");
        browser.DefaultRequestHeaders.Remove("Origin");
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/auth/profile") { Content = JsonContent.Create(new { display_name = "A" }) };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin == "own" ? _host.Origin : origin);
        }

        if (site is not null)
        {
            request.Headers.Add("Sec-Fetch-Site", site);
        }

        await AccountsHost.AssertAsync(expected, browser.SendAsync(request));
    }

    [Fact]
    public async Task Login_FromAnotherSitesPage_IsRefused()
    {
        await _host.AddAsync("anna", Role.Viewer);
        using HttpClient browser = _host.Browser();
        browser.DefaultRequestHeaders.Remove("Origin");
        browser.DefaultRequestHeaders.Add("Origin", "http://evil.example");

        await AccountsHost.AssertAsync(
            HttpStatusCode.Forbidden,
            browser.PostAsJsonAsync("/api/auth/login?cookie=true", new { username = "anna", password = AccountsHost.Password }));
    }

    [Theory]
    [InlineData("{", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("[]", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"username":1}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("""{"username":"a","username":"b"}""", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("", "application/json", HttpStatusCode.BadRequest)]
    [InlineData("username=a&password=b", "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("{}", "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("{}", "application/json", HttpStatusCode.Unauthorized)]
    public async Task Login_WithABadBody_IsRefusedWithAProblem(string body, string type, HttpStatusCode expected)
    {
        using HttpClient client = _host.Browser();

        await AccountsHost.AssertAsync(expected, client.PostAsync("/api/auth/login", new StringContent(body, Encoding.UTF8, type)));
    }

    [Fact]
    public async Task OversizedBody_IsRefused()
    {
        using HttpClient client = _host.Browser();

        await AccountsHost.AssertAsync(
            HttpStatusCode.RequestEntityTooLarge,
            client.PostAsJsonAsync("/api/auth/login", new { username = "anna", password = new string('x', 20_000) }));
    }

    [Theory]
    [InlineData("Cookie", "pihub_session=forged")]
    [InlineData("Cookie", "pihub_session=CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Authorization", "Bearer forged")]
    [InlineData("Authorization", "Bearer CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Authorization", "Bearer pihub_forged")]
    [InlineData("Authorization", "Bearer ")]
    public async Task ForgedCredentials_AreRefused(string header, string value)
    {
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = new Uri(_host.Origin) };
        client.DefaultRequestHeaders.TryAddWithoutValidation(header, value);

        await AccountsHost.AssertAsync(HttpStatusCode.Unauthorized, client.GetAsync("/api/auth/me"));
    }

    [Fact]
    public async Task ThousandParallelAttempts_AreAnswered_AndTheHubGoesOn()
    {
        await _host.AddAsync("anna", Role.Viewer);
        using HttpClient client = _host.Browser();

        HttpStatusCode[] answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(async index =>
        {
            using HttpResponseMessage response = await client.PostAsJsonAsync("/api/auth/login", new { username = $"user{index}", password = "wrong" });
            return response.StatusCode;
        }));

        Assert.All(answers, answer => Assert.True(answer is HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests));
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        await AccountsHost.AssertAsync(HttpStatusCode.OK, client.GetAsync("/api/setup"));
    }

    [Fact]
    public async Task OwnPassword_IsChanged_AndOnlyThisSessionStays()
    {
        await _host.AddAsync("anna", Role.Viewer);
        using HttpClient mine = await _host.SignInAsync("anna");
        using HttpClient other = await _host.SignInAsync("anna");

        await AccountsHost.AssertAsync(
            HttpStatusCode.BadRequest, mine.PutAsJsonAsync("/api/auth/password", new { current = "wrong", @new = "another good password" }));
        await AccountsHost.AssertAsync(
            HttpStatusCode.BadRequest, mine.PutAsJsonAsync("/api/auth/password", new { current = AccountsHost.Password, @new = "password123" }));
        await AccountsHost.AssertAsync(
            HttpStatusCode.NoContent, mine.PutAsJsonAsync("/api/auth/password", new { current = AccountsHost.Password, @new = "another good password" }));

        await AccountsHost.AssertAsync(HttpStatusCode.Unauthorized, other.GetAsync("/api/auth/me"));
        JsonNode sessions = await AccountsHost.ReadAsync(await mine.GetAsync("/api/auth/sessions"), HttpStatusCode.OK);
        Assert.True((bool?)Assert.Single(sessions.AsArray())?["is_current"]);
        JsonNode history = await AccountsHost.ReadAsync(await mine.GetAsync("/api/auth/history?limit=1"), HttpStatusCode.OK);
        Assert.Equal("succeeded", (string?)history["sign_ins"]?[0]?["outcome"]);
        Assert.NotNull(history["next"]);
    }

    // The closing frame may be overtaken by the end of the connection.
    private static async Task<bool> EndsAsync(ClientWebSocket socket)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            return (await socket.ReceiveAsync(new byte[100], patience.Token)).MessageType == WebSocketMessageType.Close;
        }
        catch (WebSocketException)
        {
            return true;
        }
    }

    [Fact]
    public async Task OwnAccount_IsNotAKeys()
    {
        using HttpClient key = _host.WithKey(_host.AddKey("tool", Role.Owner));

        await AccountsHost.AssertAsync(HttpStatusCode.Forbidden, key.PutAsJsonAsync("/api/auth/profile", new { display_name = "x" }));
        Assert.Equal("key", (string?)(await AccountsHost.ReadAsync(await key.GetAsync("/api/auth/me"), HttpStatusCode.OK))["kind"]);
    }
}
