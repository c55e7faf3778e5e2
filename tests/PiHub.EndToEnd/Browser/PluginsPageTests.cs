using System.Text.Json.Nodes;
using Microsoft.Playwright;
using PiHub.EndToEnd.Hub;
using static Microsoft.Playwright.Assertions;

namespace PiHub.EndToEnd.Browser;

/// <summary>The page of the plugins: installing, upgrading, going back and removing, with a real browser.</summary>
public sealed class PluginsPageTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    [Fact]
    public async Task Plugin_IsUploadedAgreedToUpgradedRolledBackSwitchedOffAndRemoved()
    {
        (IPage page, List<string> errors) = await fixture.OpenAsync("/plugins");
        ILocator dialog = page.Locator("ph-dialog"); // what it shows is slotted, so it is not below the dialog element itself
        ILocator card = page.GetByRole(AriaRole.Article, new() { Name = "Upgrade", Exact = true });

        await UploadAsync(page, PluginPackage.Make("Upgrade.V1"));
        await Expect(dialog.GetByText("reads the values of all devices")).ToBeVisibleAsync();
        await Expect(dialog.GetByText("Not signed")).ToBeVisibleAsync();
        await Expect(dialog.GetByText("File (SHA-256)")).ToBeVisibleAsync();
        await ShotAsync(page, "permissions");
        Assert.Equal("installed", (string?)(await fixture.Hub.GetAsync("/api/plugins/upgrade"))["state"]);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Enable", Exact = true }).ClickAsync();
        await Expect(card.GetByText("Running", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(dialog).ToHaveCountAsync(0);

        await UploadAsync(page, PluginPackage.Make("Upgrade.V2"));
        await Expect(page.GetByText("Upgrade: 2.0.0 runs now")).ToBeVisibleAsync();
        await Expect(card.GetByText("2.0.0", new() { Exact = true })).ToBeVisibleAsync();

        await card.GetByRole(AriaRole.Button, new() { Name = "More for Upgrade" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Roll back to 1.0.0" }).ClickAsync();
        await Expect(dialog.GetByText("from 2.0.0 to 1.0.0")).ToBeVisibleAsync();
        await Expect(dialog.GetByText("what it stored since then is lost")).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Roll back", Exact = true }).ClickAsync();
        await Expect(card.GetByText("1.0.0 runs now")).ToBeVisibleAsync();
        await Expect(card.GetByRole(AriaRole.Button, new() { Name = "More for Upgrade" })).ToBeFocusedAsync();

        ILocator toggle = card.GetByRole(AriaRole.Switch);
        await toggle.ClickAsync();
        await Expect(toggle).Not.ToBeCheckedAsync();
        await Expect(card.GetByText("Off", new() { Exact = true })).ToBeVisibleAsync();

        await card.GetByRole(AriaRole.Button, new() { Name = "More for Upgrade" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await dialog.GetByLabel("Delete its data too").CheckAsync();
        ILocator remove = dialog.GetByRole(AriaRole.Button, new() { Name = "Remove with its data" });
        await Expect(remove).ToBeDisabledAsync();
        await dialog.GetByRole(AriaRole.Textbox).FillAsync("upgrade");
        await remove.ClickAsync();
        await Expect(page.GetByText("Upgrade is removed")).ToBeVisibleAsync();
        await Expect(card).ToHaveCountAsync(0);
        Assert.DoesNotContain(
            "upgrade", (await fixture.Hub.GetAsync("/api/plugins")).AsArray().Select(plugin => (string?)plugin?["id"]));
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Version_ThatAsksForMore_WaitsUntilItsNewPermissionsWereSeen()
    {
        (IPage page, _) = await fixture.OpenAsync("/plugins");
        ILocator dialog = page.Locator("ph-dialog"); // what it shows is slotted, so it is not below the dialog element itself
        ILocator card = page.GetByRole(AriaRole.Article, new() { Name = "Probe", Exact = true });
        await UploadAsync(page, PluginPackage.Make("Probe"));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Enable", Exact = true }).ClickAsync();
        await Expect(card.GetByText("Running", new() { Exact = true })).ToBeVisibleAsync();

        await UploadAsync(page, PluginPackage.Make("Probe", manifest =>
        {
            manifest["version"] = "1.1.0";
            manifest["permissions"]!["connect"] = new JsonArray("api.example.com"); // the fixture has some
        }));
        await Expect(dialog.GetByText("connects to api.example.com")).ToBeVisibleAsync();
        await Expect(dialog.GetByText("reads the values")).ToHaveCountAsync(0);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Not now" }).ClickAsync();
        Assert.Equal("1.0.0", (string?)(await fixture.Hub.GetAsync("/api/plugins/probe"))["version"]);

        await card.GetByRole(AriaRole.Button, new() { Name = "Review 1.1.0" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Allow and update" }).ClickAsync();
        await Expect(card.GetByText("1.1.0 runs now")).ToBeVisibleAsync();

        await card.GetByRole(AriaRole.Link, new() { Name = "Details" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Probe" })).ToBeVisibleAsync();
        await Expect(page.GetByText("connects to api.example.com")).ToBeVisibleAsync();
        await Expect(page.GetByText("the one before")).ToBeVisibleAsync();
        await ShotAsync(page, "details");
    }

    [Fact]
    public async Task Package_ThatIsRefused_IsAnsweredWithEveryReason()
    {
        (IPage page, _) = await fixture.OpenAsync("/plugins");
        await UploadAsync(page, PluginPackage.Make("Probe", manifest =>
        {
            manifest["id"] = "half-made";
            manifest["version"] = "one";
            manifest.AsObject().Remove("name");
        }));

        ILocator refused = page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "half-made-one.pihub is refused" });
        await Expect(refused.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "version" })).ToBeVisibleAsync();
        await Expect(refused.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "name" })).ToBeVisibleAsync();
        await ShotAsync(page, "refused");
        Assert.DoesNotContain(
            "half-made", (await fixture.Hub.GetAsync("/api/plugins")).AsArray().Select(plugin => (string?)plugin?["id"]));
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task EveryPart_Opens_WithoutComplaintOrSidewaysScrolling(ColorScheme scheme, int width)
    {
        (IPage page, List<string> errors) = await fixture.OpenAsync("/plugins", scheme, width);
        foreach ((string path, string text) in new[]
        {
            ("/plugins", "Power quality"), ("/plugins?tab=catalogue", "Plugins:Catalogue:Source"), ("/plugins/power-quality", "came with PiHub"),
        })
        {
            await page.GotoAsync(path);
            await Expect(page.GetByText(text, new() { Exact = false }).Last).ToBeVisibleAsync();
            string name = string.Concat(path.Select(letter => char.IsLetterOrDigit(letter) ? letter : '-'));
            await page.ScreenshotAsync(new() { Path = Path.Combine(Artifacts.Screenshots, $"{name.Trim('-')}-{width}.png"), FullPage = true });
            Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"), path);
        }

        Assert.Empty(errors);
    }

    private static Task UploadAsync(IPage page, FilePayload package) => page.Locator("input[type=file]").SetInputFilesAsync(package);

    private static Task<byte[]> ShotAsync(IPage page, string name) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Artifacts.Screenshots, $"plugins-{name}.png") });
}
