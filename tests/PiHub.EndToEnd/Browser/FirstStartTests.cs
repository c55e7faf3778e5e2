using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PiHub.EndToEnd.Browser;

/// <summary>A hub without an owner, in a real browser: from the setup code to a key that is revoked.</summary>
public sealed partial class FirstStartTests(EmptyHubFixture fixture) : IClassFixture<EmptyHubFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Walk_OwnerViewerKeyAndRevocation()
    {
        (IPage owner, _) = await fixture.OpenAsync("/");
        await SetUpAsync(owner, await fixture.Hub.SetupCode.WaitAsync(Patience));
        string link = await InviteViewerAsync(owner);

        (IPage viewer, _) = await fixture.OpenAsync(new Uri(link).PathAndQuery + new Uri(link).Fragment, width: 390);
        await viewer.Locator("input[type=password]").First.FillAsync("quiet little stream");
        await viewer.Locator("#again").FillAsync("quiet little stream");
        await viewer.GetByRole(AriaRole.Button, new() { Name = "Set the password and sign in" }).ClickAsync();
        await Expect(viewer.GetByRole(AriaRole.Heading, new() { Name = "Dashboard", Exact = true })).ToBeVisibleAsync();
        await RefusesChangesAsync(viewer);

        string key = await MakeKeyAsync(owner);
        using Process subscriber = Subscribe(key);
        fixture.Hub.Http.DefaultRequestHeaders.Add("X-API-Key", key);
        await fixture.Hub.WaitForAsync("/api/broker/clients", clients => clients.ToJsonString().Contains("walk-client", StringComparison.Ordinal));
        await RevokeAsync(owner);
        await subscriber.WaitForExitAsync().WaitAsync(Patience);
        Assert.NotEqual(0, subscriber.ExitCode);
        using HttpResponseMessage refused = await fixture.Hub.Http.GetAsync("/api/devices");
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private static async Task SetUpAsync(IPage page, string code)
    {
        ILocator next = page.GetByRole(AriaRole.Button, new() { Name = "Next" });
        await page.GetByLabel("Setup code").FillAsync(code);
        await next.ClickAsync();
        await page.GetByLabel("User name").FillAsync("anna");
        await page.Locator("input[type=password]").First.FillAsync("barn owls at midnight");
        await page.Locator("#again").FillAsync("barn owls at midnight");
        await next.ClickAsync();
        await page.GetByLabel("Name of the hub").FillAsync("Old mill");
        await next.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Finish" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Dashboard", Exact = true })).ToBeVisibleAsync();
    }

    private static async Task<string> InviteViewerAsync(IPage page)
    {
        await page.GotoAsync("/users");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add user" }).ClickAsync();
        await page.GetByLabel("User name").FillAsync("ben");
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite", Exact = true }).ClickAsync();
        ILocator link = page.GetByText(LinkText()).First;
        return LinkText().Match(await link.TextContentAsync() ?? "").Value;
    }

    private static async Task RefusesChangesAsync(IPage viewer)
    {
        await viewer.GotoAsync("/devices");
        await Expect(viewer.GetByRole(AriaRole.Heading, new() { Name = "Devices", Exact = true })).ToBeVisibleAsync();
        await Expect(viewer.GetByRole(AriaRole.Button, new() { Name = "Add device" })).ToHaveCountAsync(0);
        await viewer.GotoAsync("/users");
        await Expect(viewer.GetByText("Your role does not allow this")).ToBeVisibleAsync();
        int[] statuses = await viewer.EvaluateAsync<int[]>(
            """
            async () => {
              const ask = async (method, path) => (await fetch(path, { method, headers: { 'content-type': 'application/json' }, body: method === 'GET' ? null : '{}' })).status;
              return [await ask('GET', '/api/devices'), await ask('POST', '/api/devices'), await ask('GET', '/api/users'), await ask('PUT', '/api/settings/general')];
            }
            """);
        Assert.Equal([200, 403, 403, 403], statuses);
    }

    private static async Task<string> MakeKeyAsync(IPage page)
    {
        await page.GotoAsync("/keys");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create API key" }).First.ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("barn");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create", Exact = true }).ClickAsync();
        return KeyText().Match(await page.GetByText(KeyText()).First.TextContentAsync() ?? "").Value;
    }

    private static async Task RevokeAsync(IPage page)
    {
        await page.GotoAsync("/keys");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = RevokeName() }).First.ClickAsync();
        await page.Locator("ph-confirm").GetByRole(AriaRole.Button, new() { Name = "Revoke", Exact = true }).ClickAsync();
        await Expect(page.GetByText("No API keys yet")).ToBeVisibleAsync();
    }

    [GeneratedRegex(@"http://\S+/invite#[\w-]{43}")]
    private static partial Regex LinkText();

    [GeneratedRegex(@"pihub_[\w-]{43}")]
    private static partial Regex KeyText();

    [GeneratedRegex("Revoke")]
    private static partial Regex RevokeName();

    private Process Subscribe(string key) => Process.Start(
        "mosquitto_sub",
        ["-h", "127.0.0.1", "-p", $"{fixture.Hub.MqttPort}", "-u", "barn", "-P", key, "-i", "walk-client", "-t", "#", "-q", "1"]);
}
