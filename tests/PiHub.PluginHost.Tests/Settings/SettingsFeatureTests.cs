using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using PiHub.Settings;

namespace PiHub.PluginHost.Tests.Settings;

public sealed class SettingsFeatureTests
{
    private const string Id = "tunable";

    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Change_ReachesTheRunningPlugin_AndSurvivesItsRestart()
    {
        await using TestHost host = await TestHost.StartAsync(Ample, "Tunable");

        await CurrentAsync(host); // makes the plugin's counter, which subscribes

        Assert.Empty(Put(host, """
            {"name":"other","port":81,"interval":"PT2M","mode":"off","api_key":"k","channels":[3],"limits":{"low":5},"zones":[{"name":"Attic","target":16.5}]}
            """).Errors);

        await Patience.ForAsync(async () => (int?)(await CurrentAsync(host))["changes"] == 1);
        JsonNode current = await CurrentAsync(host);
        Assert.Equal("tunable", (string?)current["name_at_start"]);
        Assert.Equal("other", (string?)current["last_name"]);
        Assert.Equal("00:02:00", (string?)current["interval"]);
        Assert.Equal("Off", (string?)current["mode"]);
        Assert.Equal("k", (string?)current["key"]);
        Assert.Equal("[3]", current["channels"]?.ToJsonString());
        Assert.Equal("5..2000", (string?)current["limits"]);
        Assert.Equal("Attic=16.5", (string?)current["zones"]);

        await host.Registry.DisableAsync(Id);
        await host.Registry.EnableAsync(Id);

        Assert.Equal("other", (string?)(await CurrentAsync(host))["name_at_start"]);
    }

    [Fact]
    public async Task CallbackThatThrows_IsLoggedWithThePluginsId_AndTheNextChangeIsTold()
    {
        await using TestHost host = await TestHost.StartAsync(Ample, "Tunable");

        await CurrentAsync(host);

        Put(host, """{"name":"bad"}""");
        await Patience.ForAsync(() => Task.FromResult(host.Errors.Any(error => error.Contains("Plugin tunable", StringComparison.Ordinal))));
        Put(host, """{"name":"good"}""");

        await Patience.ForAsync(async () => (string?)(await CurrentAsync(host))["last_name"] == "good");
    }

    [Fact]
    public async Task DisabledPlugin_IsCollected_AfterItsSettingsWereReadCheckedAndChanged()
    {
        await using TestHost host = await TestHost.StartAsync(Ample, "Tunable");
        for (int cycle = 0; cycle < 3; cycle++)
        {
            WeakReference context = await UseAndDisableAsync(host);

            Assert.False(host.Settings.Find(Id)?.IsLive);
            Assert.Empty(Put(host, """{"port":4000}""").Errors);
            await Patience.ForAsync(() =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return Task.FromResult(!context.IsAlive);
            });
            await host.Registry.EnableAsync(Id);
        }
    }

    [Fact]
    public async Task Forget_DeletesWhatWasSet()
    {
        await using TestHost host = await TestHost.StartAsync(Ample, "Tunable");
        Put(host, """{"port":4000}""");
        await host.Registry.DisableAsync(Id);

        host.Settings.Forget(Id);

        Assert.Null(host.Settings.Find(Id));
        await host.Registry.EnableAsync(Id);
        Assert.Equal(8080, (int?)(await CurrentAsync(host))["port"]);
    }

    [Fact]
    public async Task PluginWithoutSettings_HasNone()
    {
        await using TestHost host = await TestHost.StartAsync(Ample, "Probe");

        Assert.Null(host.Settings.Find("probe"));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> UseAndDisableAsync(TestHost host)
    {
        Assert.True(host.Settings.Find(Id)?.IsLive);
        await CurrentAsync(host);
        Assert.NotEmpty(Put(host, """{"port":80,"mode":"full"}""").Errors); // the class's own rule
        Assert.NotEmpty(Put(host, """{"email":"nobody","limits":{"low":3000},"zones":[{"target":99}]}""").Errors);
        Assert.Empty(Put(host, """
            {"email":"a@b.example","address":"http://h/","serial":"AB1234","phases":2,"gain":0.25,"price":1.5,"alarm":3.5,"hosts":["x"],
             "channels":[9],"since":"2026-02-01","daily":"08:15:30","mode":"full","api_key":"k","zones":[{"name":"Attic"}]}
            """).Errors);
        Assert.Equal("Full", (string?)(await CurrentAsync(host))["mode"]);
        await Patience.ForAsync(async () => (int?)(await CurrentAsync(host))["changes"] > 0); // its callback was called, too
        Assert.NotNull(host.Settings.Export(Id, "a long passphrase"));
        WeakReference context = host.Registry.FindSlot(Id)!.LastContext!; // it runs, so it was started
        Assert.True(context.IsAlive);
        await host.Registry.DisableAsync(Id);
        return context;
    }

    private static SettingsOutcome Put(TestHost host, string merge) =>
        host.Settings.Change(Id, JsonElement.Parse(merge), ifMatch: null, isTrial: false)
        ?? throw new InvalidOperationException("No settings are known.");

    private static async Task<JsonNode> CurrentAsync(TestHost host) =>
        await host.Http.GetFromJsonAsync<JsonNode>($"/api/{Id}/current") ?? throw new InvalidOperationException("No answer.");
}
