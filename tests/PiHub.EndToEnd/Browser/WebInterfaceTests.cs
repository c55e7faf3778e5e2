using Microsoft.Playwright;
using PiHub.EndToEnd.Hub;
using static Microsoft.Playwright.Assertions;

namespace PiHub.EndToEnd.Browser;

public sealed class WebInterfaceTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    public async Task Dashboard_ShowsLiveValues_WithoutComplaintOrSidewaysScrolling(ColorScheme scheme, int width)
    {
        (IPage page, List<string> errors) = await fixture.OpenAsync("/", scheme, width);
        ILocator voltage = page.Locator("a[href*='metric=l1.voltage_rms']");
        await Expect(page.GetByText("Demo meter").First).ToBeVisibleAsync();
        await Expect(page.GetByText("Online").First).ToBeVisibleAsync();
        await Expect(voltage).ToContainTextAsync("V");

        string before = await voltage.TextContentAsync() ?? "";
        await Expect(voltage).Not.ToHaveTextAsync(before, new() { Timeout = 15_000 });

        await page.ScreenshotAsync(new() { Path = Path.Combine(Artifacts.Screenshots, $"dashboard-{scheme}-{width}.png") });
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"));
        Assert.Empty(errors);
    }

    [Fact]
    public async Task PluginPage_ShowsThePhases_AndItsSwitchTurnsItOffAndOn()
    {
        (IPage page, List<string> errors) = await fixture.OpenAsync("/plugins/power-quality/latest-values");
        await Expect(page.GetByText("L3", new() { Exact = true })).ToBeVisibleAsync();

        await page.GotoAsync("/plugins");
        ILocator toggle = page.GetByRole(AriaRole.Switch, new() { Name = "Power quality" });
        await toggle.ClickAsync();
        await fixture.Hub.WaitForAsync("/api/plugins/power-quality", plugin => (string?)plugin["state"] == "disabled");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Artifacts.Screenshots, "plugins.png") });
        await Expect(toggle).Not.ToBeCheckedAsync();
        await toggle.ClickAsync();
        await fixture.Hub.WaitForAsync("/api/plugins/power-quality", plugin => (string?)plugin["state"] == "running");
        await Expect(toggle).ToBeCheckedAsync();
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Assets_AreCachedForEver_AndThePageNever()
    {
        using HttpResponseMessage page = await fixture.Hub.Http.GetAsync("/devices");
        string html = await page.Content.ReadAsStringAsync();
        string asset = html.Split('"').First(part => part.StartsWith("/assets/", StringComparison.Ordinal));
        using var request = new HttpRequestMessage(HttpMethod.Get, asset);
        request.Headers.Add("Accept-Encoding", "br");
        using HttpResponseMessage script = await fixture.Hub.Http.SendAsync(request);

        Assert.Equal("no-cache", page.Headers.CacheControl?.ToString());
        Assert.Contains("immutable", script.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        Assert.Contains("br", script.Content.Headers.ContentEncoding);
        Assert.Equal(TimeSpan.FromDays(365), script.Headers.CacheControl?.MaxAge);
    }

    [Fact]
    public async Task Page_UnderAnotherHostName_IsNotSignedIn()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = "evil.example";
        using HttpResponseMessage response = await fixture.Hub.Http.SendAsync(request);

        Assert.False(response.Headers.Contains("Set-Cookie"));
    }
}
