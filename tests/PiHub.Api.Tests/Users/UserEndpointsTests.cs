using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PiHub.Access;
using PiHub.Access.Keys;
using PiHub.Access.Users;
using PiHub.Api.Tests.Auth;

namespace PiHub.Api.Tests.Users;

public sealed class UserEndpointsTests : IAsyncLifetime
{
    private readonly AccountsHost _host = new();
    private HubUser _owner = null!; // set before any test runs

    public async Task InitializeAsync()
    {
        await _host.InitializeAsync();
        _owner = await _host.AddAsync("owner", Role.Owner);
    }

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task InvitedUser_SetsAPasswordOnce_AndIsSignedIn()
    {
        using HttpClient owner = await _host.SignInAsync("owner");
        JsonNode made = await AccountsHost.ReadAsync(
            await owner.PostAsJsonAsync("/api/users", new { user_name = "anna", display_name = "Anna", role = "viewer" }), HttpStatusCode.Created);
        string? token = (string?)made["invitation"]?["token"];
        Assert.Equal("/invite#" + token, (string?)made["invitation"]?["path"]);
        Assert.False((bool?)made["user"]?["has_password"]);

        using HttpClient browser = _host.Browser();
        JsonNode seen = await AccountsHost.ReadAsync(await browser.PostAsJsonAsync("/api/invitations/check", new { token }), HttpStatusCode.OK);
        Assert.Equal("anna", (string?)seen["user_name"]);
        Assert.Equal("PiHub", (string?)seen["hub_name"]);
        await AccountsHost.AssertAsync(HttpStatusCode.BadRequest, browser.PostAsJsonAsync("/api/invitations/accept", new { token, password = "short" }));
        await AccountsHost.AssertAsync(
            HttpStatusCode.NoContent, browser.PostAsJsonAsync("/api/invitations/accept", new { token, password = AccountsHost.Password }));
        await AccountsHost.AssertAsync(HttpStatusCode.OK, browser.GetAsync("/api/auth/me"));
        await AccountsHost.AssertAsync(HttpStatusCode.Forbidden, browser.GetAsync("/api/users"));

        await AccountsHost.AssertAsync(HttpStatusCode.NotFound, browser.PostAsJsonAsync("/api/invitations/check", new { token }));
        await AccountsHost.AssertAsync(
            HttpStatusCode.NotFound, browser.PostAsJsonAsync("/api/invitations/accept", new { token, password = AccountsHost.Password }));
    }

    [Fact]
    public async Task Admin_NeitherTouchesNorMakesOwners()
    {
        await _host.AddAsync("admin", Role.Admin);
        using HttpClient admin = await _host.SignInAsync("admin");
        string path = "/api/users/" + _owner.Id;

        await AccountsHost.AssertAsync(HttpStatusCode.Forbidden, admin.PostAsJsonAsync("/api/users", new { user_name = "x", role = "owner" }));
        await AccountsHost.AssertAsync(HttpStatusCode.Forbidden, admin.PutAsJsonAsync(path, new { display_name = "x", role = "viewer" }));
        await AccountsHost.AssertAsync(HttpStatusCode.Forbidden, admin.DeleteAsync(path));
        await AccountsHost.AssertAsync(HttpStatusCode.Forbidden, admin.DeleteAsync(path + "/sessions"));
        await AccountsHost.AssertAsync(HttpStatusCode.Forbidden, admin.PostAsync(path + "/reset", null));
        await AccountsHost.AssertAsync(HttpStatusCode.Forbidden, admin.PostAsJsonAsync(path + "/password", new { password = AccountsHost.Password }));
        Assert.Equal("owner", Assert.Single(_host.Users.List(), user => user.Role == Role.Owner).UserName);
    }

    [Fact]
    public async Task Nobody_LocksThemselvesOut()
    {
        await _host.AddAsync("second", Role.Owner);
        using HttpClient owner = await _host.SignInAsync("owner");
        string path = "/api/users/" + _owner.Id;

        await AccountsHost.AssertAsync(HttpStatusCode.Conflict, owner.DeleteAsync(path));
        await AccountsHost.AssertAsync(HttpStatusCode.Conflict, owner.PutAsJsonAsync(path, new { is_disabled = true }));
        await AccountsHost.AssertAsync(HttpStatusCode.Conflict, owner.PutAsJsonAsync(path, new { role = "viewer" }));
        await AccountsHost.AssertAsync(HttpStatusCode.Conflict, owner.PostAsync(path + "/reset", null));
        await AccountsHost.AssertAsync(HttpStatusCode.OK, owner.PutAsJsonAsync(path, new { display_name = "The Owner" }));
    }

    [Fact]
    public async Task LastOwner_StaysWhoeverAsks()
    {
        using HttpClient key = _host.WithKey(_host.AddKey("tool", Role.Owner));
        string path = "/api/users/" + _owner.Id;

        await AccountsHost.AssertAsync(HttpStatusCode.Conflict, key.DeleteAsync(path));
        await AccountsHost.AssertAsync(HttpStatusCode.Conflict, key.PutAsJsonAsync(path, new { is_disabled = true }));
        await AccountsHost.AssertAsync(HttpStatusCode.Conflict, key.PostAsync(path + "/reset", null));
    }

    [Fact]
    public async Task ResetAndNewPassword_EndTheOldOneAndItsSessions()
    {
        HubUser anna = await _host.AddAsync("anna", Role.Viewer);
        using HttpClient owner = await _host.SignInAsync("owner");
        using HttpClient browser = await _host.SignInAsync("anna");

        JsonNode reset = await AccountsHost.ReadAsync(await owner.PostAsync($"/api/users/{anna.Id}/reset", null), HttpStatusCode.OK);
        await AccountsHost.AssertAsync(HttpStatusCode.Unauthorized, browser.GetAsync("/api/auth/me"));
        await AccountsHost.AssertAsync(
            HttpStatusCode.Unauthorized,
            browser.PostAsJsonAsync("/api/auth/login?cookie=true", new { username = "anna", password = AccountsHost.Password }));

        await AccountsHost.AssertAsync(
            HttpStatusCode.NoContent, owner.PostAsJsonAsync($"/api/users/{anna.Id}/password", new { password = "another good password" }));
        await AccountsHost.AssertAsync(
            HttpStatusCode.NotFound, browser.PostAsJsonAsync("/api/invitations/check", new { token = (string?)reset["invitation"]?["token"] }));
        await AccountsHost.AssertAsync(
            HttpStatusCode.NoContent,
            browser.PostAsJsonAsync("/api/auth/login?cookie=true", new { username = "anna", password = "another good password" }));
    }

    [Fact]
    public async Task NarrowKeys_ReadUsersAndChangeNone()
    {
        const KeyScopes Http = KeyScopes.HttpRead | KeyScopes.HttpWrite;
        foreach (string secret in (string[])[
            _host.AddKey("scoped", Role.Owner, Http),
            _host.AddKey("ending", Role.Owner, expiresAt: TimeProvider.System.GetUtcNow().AddDays(1))])
        {
            using HttpClient key = _host.WithKey(secret);

            await AccountsHost.AssertAsync(HttpStatusCode.OK, key.GetAsync("/api/users"));
            await AccountsHost.AssertAsync(
                HttpStatusCode.Forbidden, key.PostAsJsonAsync("/api/users", new { user_name = "x", role = "viewer", password = AccountsHost.Password }));
            await AccountsHost.AssertAsync(HttpStatusCode.Forbidden, key.PostAsync($"/api/users/{_owner.Id}/reset", null));
        }

        Assert.Single(_host.Users.List());
    }

    [Fact]
    public async Task Link_EndsWhenItsUserGetsAHigherRole()
    {
        await _host.AddAsync("admin", Role.Admin);
        using HttpClient admin = await _host.SignInAsync("admin");
        using HttpClient owner = await _host.SignInAsync("owner");
        JsonNode made = await AccountsHost.ReadAsync(
            await admin.PostAsJsonAsync("/api/users", new { user_name = "anna", role = "viewer" }), HttpStatusCode.Created);
        (string path, string? token) = ($"/api/users/{made["user"]?["id"]}", (string?)made["invitation"]?["token"]);

        await AccountsHost.AssertAsync(HttpStatusCode.OK, owner.PutAsJsonAsync(path, new { display_name = "Anna" }));
        await AccountsHost.AssertAsync(HttpStatusCode.OK, admin.PostAsJsonAsync("/api/invitations/check", new { token }));
        await AccountsHost.AssertAsync(HttpStatusCode.OK, owner.PutAsJsonAsync(path, new { role = "owner" }));

        await AccountsHost.AssertAsync(HttpStatusCode.NotFound, admin.PostAsJsonAsync("/api/invitations/check", new { token }));
        await AccountsHost.AssertAsync(
            HttpStatusCode.NotFound, admin.PostAsJsonAsync("/api/invitations/accept", new { token, password = AccountsHost.Password }));
    }

    [Fact]
    public async Task SigningAUserOut_EndsWhatTheyOpenedByPassword()
    {
        HubUser anna = await _host.AddAsync("anna", Role.Viewer);
        using HttpClient owner = await _host.SignInAsync("owner");
        using HttpClient browser = await _host.SignInAsync("anna");
        CancellationToken ofConnections = _host.Users.RevocationOf(anna.Id);

        await AccountsHost.AssertAsync(HttpStatusCode.NoContent, owner.DeleteAsync($"/api/users/{anna.Id}/sessions"));

        Assert.True(ofConnections.IsCancellationRequested);
        await AccountsHost.AssertAsync(HttpStatusCode.Unauthorized, browser.GetAsync("/api/auth/me"));
        using HttpClient again = await _host.SignInAsync("anna");
        await AccountsHost.AssertAsync(HttpStatusCode.OK, again.GetAsync("/api/auth/me"));
    }

    [Theory]
    [InlineData("owner", "x", "viewer", AccountsHost.Password, "user_name")]
    [InlineData("a\r\nX: y", "x", "viewer", AccountsHost.Password, "user_name")]
    [InlineData("anna", "x\r\nX: y", "viewer", AccountsHost.Password, "display_name")]
    [InlineData("anna", "x", "king", AccountsHost.Password, "role")]
    [InlineData("anna", "x", "device", AccountsHost.Password, "role")]
    [InlineData("anna", "x", "viewer", "password123", "password")]
    [InlineData("annamariasmith", "x", "viewer", "AnnaMariaSmith", "password")]
    public async Task NewUser_WithABadField_IsRefusedNamingIt(string userName, string displayName, string role, string password, string field)
    {
        using HttpClient key = _host.WithKey(_host.AddKey("tool", Role.Admin));

        using HttpResponseMessage response = await key.PostAsJsonAsync(
            "/api/users", new { user_name = userName, display_name = displayName, role, password });

        Assert.NotNull((await AccountsHost.ReadAsync(response, HttpStatusCode.BadRequest))["errors"]?[field]);
    }
}
