using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using PiHub.EndToEnd.Hub;
using static Microsoft.Playwright.Assertions;

namespace PiHub.EndToEnd.Browser;

public sealed class HistoryPageTests(BrowserFixture fixture) : IClassFixture<BrowserFixture>
{
    private const string Start = "from=2023-11-14T22";
    private const string ThreeDays = $"range=3d&{Start}:13:20Z&to=2023-11-17T22:13:20Z";

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    public async Task Range_OfSeveralDays_IsDrawnFromAsManyPointsAsThePlotIsWide(ColorScheme scheme, int width)
    {
        await PublishAsync("household");
        (IPage page, List<string> errors) = await fixture.OpenAsync($"/history?series=household/power&series=household/voltage&{ThreeDays}", scheme, width);

        await Expect(page.Locator("canvas").First).ToBeVisibleAsync();
        await Expect(page.GetByText("Drawn from buckets of")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Power" })).ToContainTextAsync("4,320");

        await page.ScreenshotAsync(new() { Path = Path.Combine(Artifacts.Screenshots, $"history-{scheme}-{width}.png") });
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"));
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Drag_AsksForTheZoomedRange_AndBackReturnsToTheFormerOne()
    {
        await PublishAsync("household");
        (IPage page, _) = await fixture.OpenAsync($"/history?series=household/power&{ThreeDays}");
        LocatorBoundingBoxResult box = await BoxAsync(page);
        string before = page.Url;

        IRequest zoomed = await page.RunAndWaitForRequestAsync(
            () => DragAsync(page, box, from: 0.4f, to: 0.8f),
            AsksForPartOfTheRange);

        Assert.Equal(1.2, HoursOf(zoomed.Url) / 24, 0.1);
        await Expect(page.GetByText("Reset zoom")).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Expect(page).ToHaveURLAsync(before);
    }

    [Fact]
    public async Task Wheel_OfManyTurns_AsksOnce()
    {
        await PublishAsync("household");
        (IPage page, _) = await fixture.OpenAsync($"/history?series=household/power&{ThreeDays}");
        LocatorBoundingBoxResult box = await BoxAsync(page);
        List<string> asked = [];
        await page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + 60);

        IRequest zoomed = await page.RunAndWaitForRequestAsync(
            async () =>
            {
                page.Request += (_, request) => asked.AddRange(AsksForPartOfTheRange(request) ? [request.Url] : []);
                for (int turn = 0; turn < 8; turn++)
                {
                    await page.Mouse.WheelAsync(0, -120);
                }
            },
            AsksForPartOfTheRange);

        await Expect(page.GetByText("Reset zoom")).ToBeVisibleAsync();
        Assert.True(HoursOf(zoomed.Url) < 36, zoomed.Url);
        Assert.Single(asked);
    }

    [Fact]
    public async Task Keys_MoveZoomAndReset()
    {
        await PublishAsync("household");
        (IPage page, _) = await fixture.OpenAsync($"/history?series=household/power&{ThreeDays}");
        await BoxAsync(page);
        await page.Locator(".plot").FocusAsync();

        await page.Keyboard.PressAsync("ArrowLeft");
        await Expect(page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex(Start));
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("from="));
        await page.Keyboard.PressAsync("0");
        await Expect(page).Not.ToHaveURLAsync(new System.Text.RegularExpressions.Regex("from="));
    }

    [Fact]
    public async Task Search_AddsASeriesByKeyboard_AndTheTableHidesAndRemovesIt()
    {
        (IPage page, List<string> errors) = await fixture.OpenAsync("/history?series=meter/l1.voltage_rms&range=1h");
        ILocator search = page.GetByRole(AriaRole.Combobox, new() { Name = "Add series" });
        await search.ClickAsync();
        await search.FillAsync("frequency");
        await search.PressAsync("Enter");
        await search.PressAsync("Escape");

        ILocator row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "requency" });
        await Expect(row).ToBeVisibleAsync();
        await row.GetByRole(AriaRole.Button, new() { NameRegex = new("^Hide") }).ClickAsync();
        await Expect(row).ToContainTextAsync("hidden");
        await row.GetByRole(AriaRole.Button, new() { NameRegex = new("^Remove") }).ClickAsync();
        await Expect(row).Not.ToBeVisibleAsync();
        Assert.Empty(errors);
    }

    [Fact]
    public async Task Gap_IsNotCountedAsCovered()
    {
        await PublishAsync("gappy", minute => minute is < 600 or >= 1_200);
        (IPage page, _) = await fixture.OpenAsync($"/history?series=gappy/power&{ThreeDays}");

        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Power" })).ToContainTextAsync("gap");
    }

    [Fact]
    public async Task Live_FollowsNewReadings()
    {
        (IPage page, _) = await fixture.OpenAsync("/history?series=meter/l1.voltage_rms&range=1h");
        await page.GetByRole(AriaRole.Button, new() { Name = "Live" }).ClickAsync();
        ILocator when = page.GetByText("Newest shown");
        string before = await when.TextContentAsync() ?? "";

        await Expect(when).Not.ToHaveTextAsync(before, new() { Timeout = 15_000 });
    }

    [Fact]
    public async Task Export_GivesAFile_WhichImportTakesAgain()
    {
        await PublishAsync("household");
        (IPage page, List<string> errors) = await fixture.OpenAsync($"/history?series=household/power&{ThreeDays}");
        IDownload download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync());
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        await download.SaveAsAsync(path);
        try
        {
            await File.AppendAllTextAsync(path, "nonsense\n");
            await page.GetByRole(AriaRole.Button, new() { Name = "Import" }).ClickAsync();
            await page.Locator("ph-import-dialog input[type=file]").SetInputFilesAsync(path);

            await Expect(page.GetByText("4,320 readings imported")).ToBeVisibleAsync();
            await Expect(page.GetByText("1 line was refused")).ToBeVisibleAsync();
            Assert.Empty(errors);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task System_TellsOfStorageAndWrites(ColorScheme scheme, int width)
    {
        (IPage page, List<string> errors) = await fixture.OpenAsync("/system", scheme, width);

        await Expect(page.GetByText("Recording", new() { Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByText("By the whole hub")).ToBeVisibleAsync();
        JsonNode? system = JsonNode.Parse(await fixture.Hub.Http.GetStringAsync("/api/system"));
        Assert.True((long?)system?["write_budget"]?["since_start"]?["process_bytes"] >= 0);

        await page.ScreenshotAsync(new() { Path = Path.Combine(Artifacts.Screenshots, $"system-{scheme}-{width}.png"), FullPage = true });
        Assert.False(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"));
        Assert.Empty(errors);
    }

    private async Task PublishAsync(string device, Func<int, bool>? isThere = null)
    {
        IEnumerable<string> lines = Enumerable.Range(0, 4_320).Where(minute => isThere?.Invoke(minute) ?? true).Select(
            minute => $$"""{"time":{{1_700_000_000_000 + (minute * 60_000L)}},"power":{{minute % 1_440}},"voltage":{{230 + (minute % 7)}}}""");
        await ProgramRun.RunAsync(
            "mosquitto_pub",
            ["-p", $"{fixture.Hub.MqttPort}", "-q", "1", "-l", "-t", $"pihub/{device}/state"],
            string.Join('\n', lines) + "\n");
    }

    private static async Task<LocatorBoundingBoxResult> BoxAsync(IPage page)
    {
        // Statistics are asked for last: nothing of the first range is under way when they are there.
        await Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Power" })).ToContainTextAsync("4,320");
        return await page.Locator(".u-over").First.BoundingBoxAsync() ?? throw new InvalidOperationException("There is no plot.");
    }

    private static bool AsksForPartOfTheRange(IRequest request) =>
        request.Url.Contains("points=", StringComparison.Ordinal) && !request.Url.Contains(Start, StringComparison.Ordinal);

    private static async Task DragAsync(IPage page, LocatorBoundingBoxResult box, float from, float to)
    {
        await page.Mouse.MoveAsync(box.X + (box.Width * from), box.Y + 50);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + (box.Width * to), box.Y + 60, new() { Steps = 5 });
        await page.Mouse.UpAsync();
    }

    private static double HoursOf(string url)
    {
        var query = System.Web.HttpUtility.ParseQueryString(new Uri(url).Query);
        return (Time(query["to"]) - Time(query["from"])).TotalHours;
    }

    private static DateTimeOffset Time(string? text) => DateTimeOffset.Parse(text ?? "", CultureInfo.InvariantCulture);
}
