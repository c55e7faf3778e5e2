using System.Net;
using System.Runtime.CompilerServices;

namespace PiHub.PluginHost.Tests.Pages;

public sealed class PluginAssetRequestsTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task File_OfARunningPlugin_IsServedForEver_AndIsGoneWithIt()
    {
        await using TestHost host = await TestHost.StartAsync(Deadline, "Showcase");
        string root = host.Registry.Find("showcase")?.AssetPath ?? "";

        using HttpResponseMessage served = await host.Http.GetAsync(root + "bay.js");
        await host.Registry.DisableAsync("showcase");
        using HttpResponseMessage after = await host.Http.GetAsync(root + "bay.js");

        Assert.StartsWith("/plugin-assets/showcase/1.0.0-", root, StringComparison.Ordinal);
        Assert.Equal("text/javascript; charset=utf-8", served.Content.Headers.ContentType?.ToString());
        Assert.Equal("max-age=31536000, private, immutable", string.Join(", ", Parts(served)));
        Assert.Contains("showcase-bay", await served.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
    }

    [Theory]
    [InlineData("../plugin.json")]
    [InlineData("..%2Fplugin.json")]
    [InlineData("%2e%2e/plugin.json")]
    [InlineData("..%5Cplugin.json")]
    [InlineData("%2Fetc%2Fpasswd")]
    [InlineData(".hidden")]
    [InlineData("link.json")]
    [InlineData("folder/plugin.json")]
    [InlineData("")]
    public async Task Name_ThatLeadsOutOfTheFolder_IsNotFound(string name)
    {
        await using TestHost host = await TestHost.CreateAsync(Deadline, "Showcase");
        string root = Path.GetDirectoryName(host.FileOf("Showcase", "wwwroot/bay.js")) ?? "";
        await File.WriteAllTextAsync(Path.Combine(root, ".hidden"), "secret");
        File.CreateSymbolicLink(Path.Combine(root, "link.json"), host.FileOf("Showcase", "plugin.json"));
        Directory.CreateSymbolicLink(Path.Combine(root, "folder"), Path.GetDirectoryName(root) ?? "");
        await host.Registry.StartAsync();
        string path = host.Registry.Find("showcase")?.AssetPath ?? "";

        // A Uri would take the steps out of the path before they are sent.
        var uri = new Uri(host.Http.BaseAddress + path[1..] + name, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using HttpResponseMessage response = await host.Http.GetAsync(uri);

        Assert.NotEmpty(path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task File_OfAnotherTag_IsNotFound()
    {
        await using TestHost host = await TestHost.StartAsync(Deadline, "Showcase");

        using HttpResponseMessage response = await host.Http.GetAsync("/plugin-assets/showcase/1.0.0-00000000/bay.js");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task PluginWithPagesOfAllSorts_IsCollected_AfterItsPagesWereRead()
    {
        await using TestHost host = await TestHost.StartAsync(Deadline, "Showcase");
        WeakReference context = await UseAndDisableAsync(host);

        using var patience = new CancellationTokenSource(Deadline);
        using var pause = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (context.IsAlive)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await pause.WaitForNextTickAsync(patience.Token);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // no frame of the test may keep the context
    private static async Task<WeakReference> UseAndDisableAsync(TestHost host)
    {
        Assert.Equal(5, host.Registry.Find("showcase")?.Pages.Count);
        foreach (string route in (string[])["items", "items/1", "suppliers", "summary", "measurements?page=2&page_size=10"])
        {
            using HttpResponseMessage answer = await host.Http.GetAsync($"/api/showcase/{route}");
            Assert.True(answer.IsSuccessStatusCode, route);
        }

        WeakReference context = host.Registry.FindSlot("showcase")!.LastContext!; // it runs, so it was started
        await host.Registry.DisableAsync("showcase");
        return context;
    }

    private static IEnumerable<string> Parts(HttpResponseMessage response) =>
        from part in (response.Headers.CacheControl?.ToString() ?? "").Split(", ")
        orderby part.StartsWith("max-age", StringComparison.Ordinal) descending, part == "private" descending
        select part;
}
