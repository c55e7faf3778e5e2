using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PiHub.Api.Tests.Auth;

namespace PiHub.Api.Tests.Setup;

public sealed class SetupEndpointsTests : IAsyncLifetime
{
    private readonly AccountsHost _host = new();

    public Task InitializeAsync() => _host.InitializeAsync();

    public Task DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Setup_WithTheCode_MakesTheOwnerOnce_AndSignsIn()
    {
        string code = _host.SetupCode;
        using HttpClient browser = _host.Browser();
        Assert.True(await IsNeededAsync(browser));
        await AccountsHost.AssertAsync(HttpStatusCode.NoContent, browser.PostAsJsonAsync("/api/setup/check", new { code }));

        await AccountsHost.AssertAsync(HttpStatusCode.NoContent, browser.PostAsJsonAsync("/api/setup", Body(code)));

        JsonNode me = await AccountsHost.ReadAsync(await browser.GetAsync("/api/auth/me"), HttpStatusCode.OK);
        Assert.Equal("owner", (string?)me["role"]);
        Assert.False(await IsNeededAsync(browser));
        await AccountsHost.AssertAsync(HttpStatusCode.Conflict, browser.PostAsJsonAsync("/api/setup", Body(code)));
        Assert.Single(_host.Users.List());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2222-2222-2222")]
    public async Task Setup_WithAWrongCode_IsRefused_AndThenThrottled(string? code)
    {
        using HttpClient browser = _host.Browser();
        for (int attempt = 0; attempt < 4; attempt++)
        {
            await AccountsHost.AssertAsync(HttpStatusCode.Unauthorized, browser.PostAsJsonAsync("/api/setup", Body(code)));
        }

        using HttpResponseMessage throttled = await browser.PostAsJsonAsync("/api/setup/check", new { code });

        Assert.Equal(HttpStatusCode.TooManyRequests, throttled.StatusCode);
        Assert.NotNull(throttled.Headers.RetryAfter);
        Assert.Empty(_host.Users.List());
    }

    [Theory]
    [InlineData("", AccountsHost.Password, "Home", "user_name")]
    [InlineData("anna", "password123", "Home", "password")]
    [InlineData("anna", AccountsHost.Password, "", "general.name")]
    [InlineData("anna", AccountsHost.Password, "a\r\nb", "general.name")]
    public async Task Setup_WithABadField_IsRefusedNamingIt(string userName, string password, string name, string field)
    {
        using HttpClient browser = _host.Browser();

        using HttpResponseMessage response = await browser.PostAsJsonAsync(
            "/api/setup", new { code = _host.SetupCode, user_name = userName, password, general = new { name } });

        Assert.NotNull((await AccountsHost.ReadAsync(response, HttpStatusCode.BadRequest))["errors"]?[field]);
        Assert.False(_host.Users.HasOwner);
    }

    private static object Body(string? code) => new
    {
        code,
        user_name = "anna",
        password = AccountsHost.Password,
        general = new { name = "Home", time_zone = "Europe/Berlin", locale = "de-DE", currency = "EUR", nominal_voltage_volt = 230, nominal_frequency_hertz = 50 },
        demo_devices = false,
    };

    private static async Task<bool?> IsNeededAsync(HttpClient client) =>
        (bool?)(await AccountsHost.ReadAsync(await client.GetAsync("/api/setup"), HttpStatusCode.OK))["needed"];
}
