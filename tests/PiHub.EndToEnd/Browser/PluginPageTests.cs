using Microsoft.Playwright;
using PiHub.EndToEnd.Hub;
using static Microsoft.Playwright.Assertions;

namespace PiHub.EndToEnd.Browser;

/// <summary>Pages that a plugin describes as data, with a plugin that uses every element.</summary>
public sealed class PluginPageTests(ShowcaseFixture fixture) : IClassFixture<ShowcaseFixture>
{
    private static readonly string[] Pages = ["items", "item?id=1", "overview", "measurements", "tools", "tools?tab=upload", "tools?tab=form", "tools?tab=bay"];

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task EveryElement_IsDrawn_WithoutComplaintOrSidewaysScrolling(ColorScheme scheme, int width)
    {
        (IPage page, List<string> errors) = await fixture.OpenAsync("/plugins/showcase/items", scheme, width);
        foreach (string each in Pages)
        {
            await page.GotoAsync($"/plugins/showcase/{each}");
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
            await Expect(page.Locator("ph-loading")).ToHaveCountAsync(0);
            string name = string.Concat(each.Select(letter => char.IsLetterOrDigit(letter) ? letter : '-'));
            await page.ScreenshotAsync(new() { Path = Path.Combine(Artifacts.Screenshots, $"page-{name}-{scheme}-{width}.png"), FullPage = true });
            Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"), each);
            await Expect(page.GetByText("cannot be shown")).ToHaveCountAsync(0);
        }

        Assert.Empty(errors);
    }

    [Fact]
    public async Task Row_IsAddedAfterAMistake_Changed_AndDeletedAfterAQuestion()
    {
        (IPage page, _) = await fixture.OpenAsync("/plugins/showcase/items?table.search=walnut");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add item" }).ClickAsync();
        ILocator dialog = page.Locator("ph-dialog");
        ILocator add = dialog.GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true });
        await add.ClickAsync();
        await Expect(dialog.GetByText("This is needed.").First).ToBeVisibleAsync();
        await Expect(dialog.GetByLabel("Name").First).ToBeFocusedAsync();

        await dialog.GetByLabel("Name").First.FillAsync("Hex bolt M8");
        await dialog.GetByLabel("Category").SelectOptionAsync("timber");
        await add.ClickAsync();
        await Expect(dialog.GetByText("There is an item of this name already.")).ToBeVisibleAsync();

        await dialog.GetByLabel("Name").First.FillAsync("Walnut board");
        await add.ClickAsync();
        ILocator row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Walnut board" });
        await Expect(row).ToContainTextAsync("1 pcs");
        await Expect(page.GetByText("The item is added")).ToBeVisibleAsync();

        await row.GetByRole(AriaRole.Button, new() { Name = "Edit" }).ClickAsync();
        await dialog.GetByLabel("In stock").FillAsync("44");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(row).ToContainTextAsync("44 pcs");

        await row.GetByRole(AriaRole.Button, new() { Name = "More for Walnut board" }).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete" }).First.ClickAsync();
        await Expect(page.GetByText("Delete Walnut board? This cannot be undone.")).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).Last.ClickAsync();
        await Expect(row).ToHaveCountAsync(0);
        await Expect(page.GetByText("The item is deleted")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task ServerPagedTable_KeepsWhatWasChosenInTheAddress()
    {
        (IPage page, List<string> errors) = await fixture.OpenAsync("/plugins/showcase/measurements");
        await Expect(page.GetByText("1 to 20 of 1,000")).ToBeVisibleAsync();

        await page.GetByLabel("Sensor").SelectOptionAsync("Sensor B");
        await Expect(page.GetByText("1 to 20 of 250")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await Expect(page.GetByText("21 to 40 of 250")).ToBeVisibleAsync();
        Assert.Contains("table.page=2", page.Url, StringComparison.Ordinal);

        await page.ReloadAsync();
        await Expect(page.GetByText("21 to 40 of 250")).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Expect(page.GetByText("1 to 20 of 250")).ToBeVisibleAsync();
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Upload_OfOneAmongSeveral_ShowsItsAnswer_AndRefusesWhatIsNotAccepted()
    {
        (IPage page, _) = await fixture.OpenAsync("/plugins/showcase/tools");
        await page.GetByRole(AriaRole.Tab, new() { Name = "Upload" }).ClickAsync();
        Assert.Contains("tab=upload", page.Url, StringComparison.Ordinal);

        await page.Locator("input[type=file]").SetInputFilesAsync(
        [
            new FilePayload { Name = "manual.bin", MimeType = "application/octet-stream", Buffer = new byte[5_000_000] },
            new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = new byte[10] },
        ]);

        await Expect(page.GetByText("manual.bin arrived with 5000000 bytes.")).ToBeVisibleAsync();
        await Expect(page.GetByText("Only .pdf,.txt,.bin can be sent here.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Actions_TellWhatCameOfThem()
    {
        (IPage page, _) = await fixture.OpenAsync("/plugins/showcase/tools");
        await page.GetByRole(AriaRole.Button, new() { Name = "Recount" }).ClickAsync();
        await Expect(page.GetByText("All shelves are counted.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Print labels" }).ClickAsync();
        await Expect(page.GetByText("The printer is out of paper.")).ToBeVisibleAsync();

        IDownload file = await page.RunAndWaitForDownloadAsync(
            () => page.GetByRole(AriaRole.Button, new() { Name = "Save list" }).ClickAsync());
        Assert.Equal("items.txt", file.SuggestedFilename);
    }

    [Fact]
    public async Task CustomElement_OfThePlugin_IsDrawn()
    {
        (IPage page, List<string> errors) = await fixture.OpenAsync("/plugins/showcase/tools?tab=bay");

        await Expect(page.GetByText("7 of 12 boxes are full.")).ToBeVisibleAsync();

        Assert.Empty(errors);
    }
}
