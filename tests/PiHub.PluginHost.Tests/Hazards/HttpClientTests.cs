using System.Net;
using System.Runtime.CompilerServices;
using PiHub.PluginHost.Permissions;

namespace PiHub.PluginHost.Tests.Hazards;

public sealed class HttpClientTests
{
    [Fact]
    public async Task GrantedHost_IsReached()
    {
        await using TestHost host = await TestHost.StartAsync(Fixture.Ample, "Reaching");

        (HttpStatusCode status, string text) = await FetchAsync(host, $"http://localhost:{host.Port}/api/reaching/");

        Assert.Equal((HttpStatusCode.OK, "/"), (status, text));
        Assert.Empty(host.Of("reaching").Usage.Violations);
    }

    [Fact]
    public async Task HostThatIsNotGranted_IsRefused_WithTheEntryToAdd()
    {
        await using TestHost host = await TestHost.StartAsync(Fixture.Ample, "Reaching");

        (HttpStatusCode status, string text) = await FetchAsync(host, "https://evil.example/");

        Assert.Equal(HttpStatusCode.BadGateway, status);
        Assert.Contains(
            "The plugin 'reaching' may not connect to 'evil.example:443': add 'evil.example:443' to its manifest's permissions.connect",
            text,
            StringComparison.Ordinal);
        Assert.Equal(PermissionKind.Connect, Assert.Single(host.Of("reaching").Usage.Violations).Kind);
        Assert.Equal(
            "it tried to connect to 'evil.example:443', which its manifest does not grant", host.TroublesOf("reaching"));
    }

    [Fact]
    public async Task RedirectToAHostThatIsNotGranted_IsRefused()
    {
        await using TestHost host = await TestHost.StartAsync(Fixture.Ample, "Reaching");
        string beyond = Uri.EscapeDataString($"http://127.0.0.1:{host.Port}/api/reaching/");

        (HttpStatusCode status, string text) = await FetchAsync(host, $"http://localhost:{host.Port}/api/reaching/redirect?to={beyond}");

        Assert.Equal(HttpStatusCode.BadGateway, status);
        Assert.Contains($"may not connect to '127.0.0.1:{host.Port}'", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disable_AfterRequests_LeavesNothingOfThePlugin()
    {
        await using TestHost host = await TestHost.StartAsync(Fixture.Ample, "Reaching");

        await Patience.ForDeathOfAsync(await FetchAndDisableAsync(host));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> FetchAndDisableAsync(TestHost host)
    {
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await FetchAsync(host, $"http://localhost:{host.Port}/api/reaching/")).Status);
            Assert.Equal(HttpStatusCode.BadGateway, (await FetchAsync(host, $"http://127.0.0.1:{host.Port}/")).Status);
        }

        WeakReference context = host.Registry.FindSlot("reaching")!.LastContext!; // it runs, so it was started
        Assert.True(context.IsAlive);
        await host.Registry.DisableAsync("reaching");
        return context;
    }

    private static async Task<(HttpStatusCode Status, string Text)> FetchAsync(TestHost host, string url)
    {
        using HttpResponseMessage response = await host.Http.GetAsync($"/api/reaching/fetch?url={Uri.EscapeDataString(url)}");
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
