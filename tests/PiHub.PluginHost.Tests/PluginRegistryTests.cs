using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using PiHub.Hal.Drivers;

namespace PiHub.PluginHost.Tests;

public sealed class PluginRegistryTests
{
    private const string HangingStart = "hanging-start";

    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Plugin_GetsCommittedSamples_AndServesItsRoutes()
    {
        await using TestHost host = await TestHost.StartAsync(Ample, "Probe");

        for (int i = 0; i < 10; i++)
        {
            await host.AppendAsync("meter", i);
        }

        await WaitForCountAsync(host, 10);
        Assert.Equal(PluginState.Running, host.Registry.Find("probe")?.State);
    }

    [Fact]
    public async Task SampleHandlerThatThrows_GetsTheNextSampleAllTheSame()
    {
        await using TestHost host = await TestHost.StartAsync(Ample, "Probe");

        await host.AppendAsync("bad", 1);
        await host.AppendAsync("good", 2);

        await WaitForCountAsync(host, 1);
    }

    [Fact]
    public async Task RouteThatThrows_AnswersAProblemNamingThePluginOnly()
    {
        await using TestHost host = await TestHost.StartAsync(Ample, "Probe");

        using HttpResponseMessage response = await host.Http.GetAsync("/api/probe/throw");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        string body = await response.Content.ReadAsStringAsync();
        Assert.Contains("'probe'", body, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("publish/probe", HttpStatusCode.NoContent)]
    [InlineData("publish/meter", HttpStatusCode.InternalServerError)]
    [InlineData("append/probe", HttpStatusCode.NoContent)]
    [InlineData("append/meter", HttpStatusCode.InternalServerError)]
    public async Task PublishAndAppend_AreRefusedOutsideTheManifestsGrant(string route, HttpStatusCode expected)
    {
        await using TestHost host = await TestHost.StartAsync(Ample, "Probe");

        using HttpResponseMessage response = await host.Http.PostAsync($"/api/probe/{route}", content: null);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task RouteThatRequiresAuthorizationItself_IsClosed()
    {
        await using TestHost host = await TestHost.StartAsync(Ample, "Probe");

        using HttpResponseMessage response = await host.Http.GetAsync("/api/probe/guarded");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains(host.Errors, error => error.Contains("requires authorization of its own", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnswerWithoutJsonMetadata_Fails_AndTheLogNamesTheType()
    {
        await using TestHost host = await TestHost.StartAsync(Ample, "Probe");

        using HttpResponseMessage response = await host.Http.GetAsync("/api/probe/forgotten");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains(host.Errors, error => error.Contains("PiHub.Fixtures.Probe.Forgotten", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Problem_NeedsNoJsonMetadataOfThePlugin()
    {
        await using TestHost host = await TestHost.StartAsync(Ample, "Probe");

        using HttpResponseMessage response = await host.Http.GetAsync("/api/probe/problem");

        Assert.Equal(HttpStatusCode.Conflict, response.StatusCode);
        Assert.Equal("as asked", (string?)(await response.Content.ReadFromJsonAsync<JsonNode>())?["detail"]);
    }

    [Fact]
    public async Task Disable_LetsRequestsInFlightFinish_AndRefusesNewOnes()
    {
        await using TestHost host = await TestHost.StartAsync(Ample, "Probe");
        Task<HttpResponseMessage> held = host.Http.GetAsync("/api/probe/hold");
        await Patience.ForAsync(() => Task.FromResult(host.Registry.FindSlot("probe")?.Running?.Gate.InFlight == 1));

        Task<PluginSnapshot?> disabling = host.Registry.DisableAsync("probe");
        await Patience.ForAsync(async () =>
        {
            using HttpResponseMessage refused = await host.Http.GetAsync("/api/probe/count");
            return refused.StatusCode == HttpStatusCode.ServiceUnavailable;
        });
        Assert.False(disabling.IsCompleted);
        Assert.False(held.IsCompleted);
        await host.AppendAsync("release", 1);

        using HttpResponseMessage finished = await held;
        Assert.Equal(HttpStatusCode.OK, finished.StatusCode);
        Assert.Equal(PluginState.Disabled, (await disabling)?.State);
    }

    [Fact]
    public async Task StartThatThrows_QuarantinesWithTheReason_AndTheOthersRun()
    {
        await using TestHost host = await TestHost.StartAsync(Ample, "FailingStart", "Probe");

        PluginSnapshot? failed = host.Registry.Find("failing-start");
        Assert.Equal(PluginState.Quarantined, failed?.State);
        Assert.Equal("it failed to start: The cellar is flooded", failed?.Reason); // the callers end the sentence
        Assert.Equal(PluginState.Running, host.Registry.Find("probe")?.State);
    }

    [Fact]
    public async Task StartThatHangs_IsGivenUpAtItsDeadline_AndTheOthersRun()
    {
        await using TestHost host = await TestHost.StartAsync(TimeSpan.FromSeconds(3), "HangingStart", "Probe");

        Assert.Equal(PluginState.Quarantined, host.Registry.Find("hanging-start")?.State);
        Assert.Equal(PluginState.Running, host.Registry.Find("probe")?.State);
    }

    [Fact]
    public async Task StartThatEndsAfterItsDeadline_IsCollectedThen()
    {
        using var release = new ManualResetEventSlim();
        AppContext.SetData(HangingStart, release);
        await using TestHost host = await TestHost.StartAsync(TimeSpan.FromSeconds(1), "HangingStart");
        WeakReference context = host.Registry.FindSlot("hanging-start")!.LastContext!; // it was started above
        Assert.Equal(PluginState.Quarantined, host.Registry.Find("hanging-start")?.State);

        release.Set();

        await Patience.ForDeathOfAsync(context);
        Assert.Null(host.Registry.FindSlot("hanging-start")?.Running);
        AppContext.SetData(HangingStart, null);
    }

    [Fact]
    public async Task StartWithABrokenDependencyList_QuarantinesWithTheReason()
    {
        await using TestHost host = await TestHost.StartAsync(Ample, "Probe");
        await host.Registry.DisableAsync("probe");
        await File.WriteAllTextAsync(host.FileOf("Probe", "Probe.deps.json"), "{ broken");

        PluginSnapshot? broken = await host.Registry.EnableAsync("probe");

        Assert.Equal(PluginState.Quarantined, broken?.State);
        Assert.Contains("'Probe.deps.json' cannot be used", broken?.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DisabledPlugin_IsCollected_AfterAllThatItCanDo()
    {
        await using TestHost host = await TestHost.StartAsync(Ample, "Probe");
        await host.Devices.ConfigureAsync(
            new DeviceConfiguration { Id = "device", Driver = "probe", Name = "Device" }, CancellationToken.None);
        for (int cycle = 0; cycle < 3; cycle++)
        {
            WeakReference context = await UseAndDisableAsync(host);
            await Patience.ForDeathOfAsync(context);
            Assert.Equal(PluginState.Running, (await host.Registry.EnableAsync("probe"))?.State);
        }
    }

    [Fact]
    public async Task FailedStart_IsCollectedToo()
    {
        await using TestHost host = await TestHost.StartAsync(Ample, "FailingStart");

        await Patience.ForDeathOfAsync(host.Registry.FindSlot("failing-start")!.LastContext!); // installed above, and started once
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> UseAndDisableAsync(TestHost host)
    {
        await host.AppendAsync("meter", 1);
        await host.AppendAsync("bad", 1);
        await WaitForCountAsync(host, 1);
        await WaitForDeviceAsync(host, DeviceState.Running);
        await Patience.ForAsync(async () => await CountAsync(host, "messages") > 0); // the driver's samples reach the dropped subscription
        Assert.Single(host.Registry.Find("probe")?.Pages ?? []);
        foreach (string route in (string[])["throw", "forgotten", "guarded", "problem"])
        {
            using HttpResponseMessage error = await host.Http.GetAsync($"/api/probe/{route}");
            Assert.False(error.IsSuccessStatusCode);
        }

        WeakReference context = host.Registry.FindSlot("probe")!.LastContext!; // it runs, so it was started
        Assert.True(context.IsAlive);
        await host.Registry.DisableAsync("probe");
        await WaitForDeviceAsync(host, DeviceState.WaitingForDriver);
        return context;
    }

    private static Task WaitForDeviceAsync(TestHost host, DeviceState state) =>
        Patience.ForAsync(() => Task.FromResult(host.Devices.TryGet("device", out DeviceStatus? status) && status.State == state));

    private static Task WaitForCountAsync(TestHost host, int count) =>
        Patience.ForAsync(async () => await CountAsync(host, "count") == count);

    private static async Task<int?> CountAsync(TestHost host, string route) =>
        (int?)(await host.Http.GetFromJsonAsync<JsonNode>($"/api/probe/{route}"))?["value"];
}
