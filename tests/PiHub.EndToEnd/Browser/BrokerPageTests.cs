using System.Diagnostics;
using Microsoft.Playwright;
using PiHub.EndToEnd.Hub;
using static Microsoft.Playwright.Assertions;

namespace PiHub.EndToEnd.Browser;

/// <summary>The page of the MQTT broker, with a real browser and real MQTT clients.</summary>
public sealed class BrokerPageTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task EveryPart_Opens_WithoutComplaintOrSidewaysScrolling(int width)
    {
        (IPage page, List<string> errors) = await fixture.OpenAsync("/broker", width: width);
        await Expect(page.GetByText($"mosquitto_sub -h localhost -p {fixture.Hub.MqttPort}")).ToBeVisibleAsync();
        foreach (string part in new[] { "Clients", "Topics", "Retained", "Rejected" })
        {
            ILocator tab = page.GetByRole(AriaRole.Link, new() { Name = part, Exact = true });
            await tab.ClickAsync();
            await Expect(tab).ToHaveAttributeAsync("aria-current", "page");
            await Expect(page.GetByRole(AriaRole.Heading, new() { Name = part }).First).ToBeAttachedAsync();
            await page.ScreenshotAsync(new() { Path = Path.Combine(Artifacts.Screenshots, $"broker-{part}-{width}.png") });
            Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"), part);
        }

        Assert.Empty(errors);
    }

    [Fact]
    public async Task Topics_ShowWhatAClientPublishes_AndTheFormPublishesToOne()
    {
        (IPage page, List<string> errors) = await fixture.OpenAsync("/broker?tab=topics");
        ILocator filter = page.GetByLabel("Topic filter");
        await filter.FillAsync("seen/#");
        await filter.PressAsync("Enter");
        await Expect(page.GetByText("Waiting for messages")).ToBeVisibleAsync();

        // Retained, so that it does not matter whether the browser has subscribed by now.
        await ProgramRun.RunAsync(
            "mosquitto_pub", ["-p", $"{fixture.Hub.MqttPort}", "-r", "-q", "1", "-t", "seen/lamp", "-m", "<b>{\"on\":true}</b>"]);
        ILocator row = page.Locator("[data-path='seen/lamp']");
        await Expect(row).ToContainTextAsync("<b>{\"on\":true}</b>");
        await row.ClickAsync();
        await Expect(page.GetByLabel("Payload", new() { Exact = true })).ToHaveTextAsync("<b>{\"on\":true}</b>");

        using Process subscriber = Subscribe("-t", "seen/lamp", "-C", "2", "-F", "%q %p");
        Assert.Equal("1 <b>{\"on\":true}</b>", await LineAsync(subscriber));
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish to this topic" }).ClickAsync();
        ILocator form = page.Locator("ph-publish-form");
        await form.GetByLabel("Payload", new() { Exact = true }).FillAsync("from the form");
        await form.GetByLabel("QoS").SelectOptionAsync("1");
        await form.GetByRole(AriaRole.Button, new() { Name = "Publish", Exact = true }).ClickAsync();

        Assert.Equal("1 from the form", await LineAsync(subscriber));
        await Expect(page.GetByText("Published at")).ToBeVisibleAsync();
        await Expect(row).ToContainTextAsync("from the form");
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Client_IsFound_AndDisconnectedAfterAQuestion()
    {
        using Process subscriber = Subscribe("-t", "quiet/#", "-i", "browser-victim", "--will-topic", "quiet/will", "--will-payload", "gone");
        await fixture.Hub.WaitForAsync("/api/broker/clients?search=browser-victim", page => (int?)page["total"] == 1);
        using Process watcher = Subscribe("-t", "quiet/will", "-C", "1");
        await fixture.Hub.WaitForAsync("/api/broker/clients?state=connected", page => page.ToJsonString().Contains("quiet/will", StringComparison.Ordinal));
        (IPage page, List<string> errors) = await fixture.OpenAsync("/broker?tab=clients");

        await page.GetByLabel("Search").FillAsync("victim");
        await page.GetByRole(AriaRole.Link, new() { Name = "browser-victim" }).ClickAsync();
        await Expect(page.GetByText("quiet/#")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Disconnect…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Disconnect", Exact = true }).ClickAsync();

        Assert.Equal("gone", await LineAsync(watcher));
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        subscriber.Kill();
        Assert.Empty(errors);
    }

    [Fact]
    public async Task RetainedMessage_IsDeletedAfterAQuestion_AndBroughtBack()
    {
        await ProgramRun.RunAsync("mosquitto_pub", ["-p", $"{fixture.Hub.MqttPort}", "-r", "-q", "1", "-t", "kept/one", "-m", "treasure"]);
        (IPage page, List<string> errors) = await fixture.OpenAsync("/broker?tab=retained");

        await page.GetByRole(AriaRole.Link, new() { Name = "kept/one" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete…" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await fixture.Hub.WaitForAsync("/api/broker/retained?filter=kept/%23", found => found["messages"]?.AsArray().Count == 0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await fixture.Hub.WaitForAsync(
            "/api/broker/retained?filter=kept/%23", found => found.ToJsonString().Contains("treasure", StringComparison.Ordinal));

        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "kept/one" })).ToBeVisibleAsync();
        Assert.Empty(errors);
    }

    private Process Subscribe(params string[] arguments) => Process.Start(
        new ProcessStartInfo("mosquitto_sub", ["-p", $"{fixture.Hub.MqttPort}", "-q", "1", .. arguments]) { RedirectStandardOutput = true })
        ?? throw new InvalidOperationException("mosquitto_sub did not start.");

    private static async Task<string?> LineAsync(Process process) => await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
}
