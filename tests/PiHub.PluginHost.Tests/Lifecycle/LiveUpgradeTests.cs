using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;

namespace PiHub.PluginHost.Tests.Lifecycle;

[Collection("upgrade")] // the fixture's hazards are the process's
public sealed class LiveUpgradeTests : IDisposable
{
    private const string Id = "upgrade";

    private readonly string _root = LiveHub.NewRoot();
    private readonly List<string> _hazards = [];

    public void Dispose()
    {
        _hazards.ForEach(name => AppContext.SetData(name, null));
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task Upgrade_LetsAHeldRequestFinishOnTheOldVersion_WhileANewOneWaitsForTheNew()
    {
        await using LiveHub hub = await LiveHub.StartAsync(_root);
        await hub.InstallAsync("1.0.0");
        (Task inside, TaskCompletionSource release) = Hold();
        Task<string> held = hub.GetAsync("hold");
        await inside;

        Task<PluginSnapshot> upgrading = hub.InstallAsync("2.0.0");
        await hub.UntilAsync(Id, plugin => plugin.Phase == "stopping 1.0.0");
        Task<string> waiting = hub.GetAsync("version");
        while (hub.Registry.FindSlot(Id)?.Handover?.Waiting != 1)
        {
            await Task.Yield(); // the request is on its way over a real connection
        }

        Assert.False(held.IsCompleted);
        Assert.False(waiting.IsCompleted);
        release.SetResult();

        Assert.Equal("1.0.0", await held);
        Assert.Equal("2.0.0", await waiting);
        PluginSnapshot plugin = await upgrading;
        Assert.Equal(PluginState.Running, plugin.State);
        Assert.Equal(("2.0.0", "1.0.0"), (plugin.Version, plugin.PreviousVersion));
        Assert.Equal(["2.0.0", "1.0.0"], plugin.Versions.Select(version => version.Name));
        Assert.Equal(ChangeOutcome.Upgraded, plugin.LastChange?.Outcome);
        Assert.Equal("second build", await hub.GetAsync("build"));
        Assert.Empty(hub.Undo.RolledBack);
    }

    [Theory]
    [InlineData("configure", "loading")]
    [InlineData("open 2.0.0", "starting")]
    public async Task VersionThatThrows_IsTakenBackByItself(string step, string phase)
    {
        await using LiveHub hub = await LiveHub.StartAsync(_root);
        await hub.InstallAsync("1.0.0");
        Set($"upgrade {step}", "The roof leaks.");

        // What throws in Configure would hit the old version too, were it started again; it is not, for it never stopped.
        PluginSnapshot plugin = await hub.InstallAsync("2.0.0");

        Assert.Equal(PluginState.Running, plugin.State);
        Assert.Equal("1.0.0", plugin.Version);
        Assert.Equal("1.0.0", await hub.GetAsync("version"));
        Assert.Equal(
            new PluginChange("1.0.0", "2.0.0", ChangeOutcome.RolledBack, "it failed to start: The roof leaks", plugin.LastChange!.At),
            plugin.LastChange); // it was changed above
        Assert.Equal(phase == "loading" ? [] : ["1.0.0"], hub.Undo.RolledBack);
        Assert.Equal(["2.0.0", "1.0.0"], plugin.Versions.Select(version => version.Name));
    }

    [Fact]
    public async Task VersionThatHangsAtItsStart_IsTakenBackAtTheDeadline_AndReportedAsNotUnloaded()
    {
        using var release = new ManualResetEventSlim();
        await using LiveHub hub = await LiveHub.StartAsync(_root, configure: options => options.StartDeadline = TimeSpan.FromSeconds(5));
        await hub.InstallAsync("1.0.0");
        Set("upgrade open 2.0.0", release);

        PluginSnapshot plugin = await hub.InstallAsync("2.0.0");

        Assert.Equal((PluginState.Running, "1.0.0"), (plugin.State, plugin.Version));
        Assert.Equal("it did not start within 5 s", plugin.LastChange?.Reason);
        Assert.Equal("the former version 2.0.0 still has running code: not unloaded", plugin.NotUnloaded);
        release.Set();
        await Patience.ForAsync(() => IsUnloaded(hub));
    }

    [Fact]
    public async Task VersionThatHangsAtItsStop_IsReported_AndDoesNotBlockTheUpgrade()
    {
        var hanging = new TaskCompletionSource();
        await using LiveHub hub = await LiveHub.StartAsync(
            _root, configure: options => options.StopDeadline = TimeSpan.FromMilliseconds(200));
        await hub.InstallAsync("1.0.0");
        Set("upgrade stop 1.0.0", hanging.Task);

        PluginSnapshot plugin = await hub.InstallAsync("2.0.0");

        Assert.Equal((PluginState.Running, "2.0.0"), (plugin.State, plugin.Version));
        Assert.Equal("the former version 1.0.0 still has running code: not unloaded", plugin.NotUnloaded);
        hanging.SetResult();
        Set("upgrade stop 1.0.0", null);
        await Patience.ForAsync(() => IsUnloaded(hub));
    }

    [Fact]
    public async Task VersionForAnotherSdk_IsRefused_AndTheOldOneGoesOn()
    {
        await using LiveHub hub = await LiveHub.StartAsync(_root);
        await hub.InstallAsync("1.0.0");

        PluginChangeRefusedException refused = await Assert.ThrowsAsync<PluginChangeRefusedException>(
            () => hub.InstallAsync("2.0.0", manifest => manifest["sdk"] = ">=9.0.0 <10.0.0"));

        Assert.Contains("needs SDK >=9.0.0 <10.0.0", refused.Message, StringComparison.Ordinal);
        Assert.Equal("1.0.0", await hub.GetAsync("version"));
    }

    [Fact]
    public async Task NeitherVersionStarts_QuarantinesWithBothReasons_AlsoAfterARestart_UntilItIsEnabled()
    {
        await using (LiveHub hub = await LiveHub.StartAsync(_root))
        {
            await hub.InstallAsync("1.0.0");
            Set("upgrade open 1.0.0", "The cellar is wet.");
            Set("upgrade open 2.0.0", "The roof leaks.");

            PluginSnapshot plugin = await hub.InstallAsync("2.0.0");

            Assert.Equal(PluginState.Quarantined, plugin.State);
            Assert.Equal(ChangeOutcome.Failed, plugin.LastChange?.Outcome);
            Assert.Contains("The roof leaks", plugin.Reason, StringComparison.Ordinal);
            Assert.Contains("The cellar is wet", plugin.Reason, StringComparison.Ordinal);
            Assert.Equal("503", await hub.GetAsync("version"));
        }

        Set("upgrade open 1.0.0", null);
        await using LiveHub next = await LiveHub.StartAsync(_root);
        Assert.Equal(PluginState.Quarantined, next.Registry.Find(Id)?.State);
        Assert.Equal(PluginState.Running, (await next.Registry.EnableAsync(Id))?.State);
        Assert.Equal("1.0.0", await next.GetAsync("version"));
    }

    [Fact]
    public async Task Rollback_GoesBackWithTheData_AndASecondOneForwardAgain()
    {
        await using LiveHub hub = await LiveHub.StartAsync(_root);
        await hub.InstallAsync("1.0.0");
        await hub.InstallAsync("2.0.0");

        PluginSnapshot? back = await hub.Registry.RollbackAsync(Id);

        Assert.Equal(("1.0.0", "2.0.0"), (back?.Version, back?.PreviousVersion));
        Assert.Equal("1.0.0", await hub.GetAsync("version"));
        Assert.Equal(["1.0.0"], hub.Undo.RolledBack);
        Assert.Equal("2.0.0", (await hub.Registry.RollbackAsync(Id))?.Version);
        Assert.Equal("2.0.0", await hub.GetAsync("version"));
        Assert.Equal(["1.0.0"], hub.Undo.RolledBack); // forward needs none
    }

    [Fact]
    public async Task Rollback_WithoutAFormerVersion_IsRefused()
    {
        await using LiveHub hub = await LiveHub.StartAsync(_root);
        await hub.InstallAsync("1.0.0");

        await Assert.ThrowsAsync<PluginChangeRefusedException>(() => hub.Registry.RollbackAsync(Id));
        await Assert.ThrowsAsync<PluginChangeRefusedException>(() => hub.Registry.UseVersionAsync(Id, "7.0.0"));
    }

    [Fact]
    public async Task SameVersionWithOtherContent_TakesOver_AndWithTheSameContentNothingHappens()
    {
        await using LiveHub hub = await LiveHub.StartAsync(_root);
        await hub.InstallAsync("1.0.0");

        PluginSnapshot same = await hub.InstallAsync("1.0.0");
        Assert.Equal("1.0.0", same.Version);
        Assert.Null(same.LastChange);

        PluginSnapshot other = await hub.InstallAsync("1.0.0", manifest => manifest["description"] = "Another content.");
        Assert.Matches("^1\\.0\\.0~[0-9a-f]{8}$", other.Version);
        Assert.Equal("1.0.0", other.PreviousVersion);
        Assert.Equal(PluginState.Running, other.State);
    }

    [Fact]
    public async Task TwentyUpgrades_LeaveNoFormerVersionLoaded()
    {
        await using LiveHub hub = await LiveHub.StartAsync(_root);
        await hub.InstallAsync("1.0.0");
        await hub.InstallAsync("2.0.0");
        long codeBytes = hub.Registry.FindSlot(Id)!.Meter.Memory.CodeBytes; // it runs
        var former = new List<WeakReference>();

        for (int i = 0; i < 20; i++)
        {
            former.Add(await ChangeAsync(hub));
        }

        await Patience.ForAsync(() => Collected(() => former.TrueForAll(context => !context.IsAlive)));
        Assert.Null(hub.Registry.Find(Id)?.NotUnloaded);
        Assert.Equal(codeBytes, hub.Registry.FindSlot(Id)!.Meter.Memory.CodeBytes); // the same version as before
    }

    [Fact]
    public async Task OwnPort_StaysOpenOverAnUpgrade_AndARequestWaitsForTheNewVersion()
    {
        int port = FreePort();
        void Listen(JsonNode manifest) => manifest["listener"] = new JsonObject { ["port"] = port };
        using var client = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}/") };
        await using LiveHub hub = await LiveHub.StartAsync(_root);
        await hub.InstallAsync("1.0.0", Listen);
        Assert.Equal("\"1.0.0\"", await client.GetStringAsync("version"));
        (Task inside, TaskCompletionSource release) = Hold();
        Task<string> held = client.GetStringAsync("hold");
        await inside;

        Task<PluginSnapshot> upgrading = hub.InstallAsync("2.0.0", Listen);
        await hub.UntilAsync(Id, plugin => plugin.Phase == "stopping 1.0.0");
        Task<string> waiting = client.GetStringAsync("version");
        await Patience.ForAsync(() => hub.Registry.FindSlot(Id)?.Handover?.Waiting == 1);
        release.SetResult();

        Assert.Equal("\"1.0.0\"", await held);
        Assert.Equal("\"2.0.0\"", await waiting);
        Assert.Equal(PluginState.Running, (await upgrading).State);
        await hub.InstallAsync("2.1.0"); // which has no port of its own
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync("version"));
    }

    [Fact]
    public async Task DataThatCannotBeBroughtBack_IsNotWaitedForForEver()
    {
        await using LiveHub hub = await LiveHub.StartAsync(_root, configure: options => options.StartDeadline = TimeSpan.FromSeconds(10));
        await hub.InstallAsync("1.0.0");
        await hub.InstallAsync("2.0.0");
        hub.Undo.Hangs = true;

        PluginSnapshot? plugin = await hub.Registry.RollbackAsync(Id);

        Assert.Equal((PluginState.Running, "2.0.0"), (plugin?.State, plugin?.Version));
        Assert.Equal("its data could not be brought back: that took longer than 10 s", plugin?.LastChange?.Reason);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> ChangeAsync(LiveHub hub)
    {
        WeakReference context = hub.Registry.FindSlot(Id)!.LastContext!; // it runs
        string before = await hub.GetAsync("version");
        Assert.Equal(PluginState.Running, (await hub.Registry.RollbackAsync(Id))?.State);
        Assert.NotEqual(before, await hub.GetAsync("version"));
        return context;
    }

    private static bool IsUnloaded(LiveHub hub) => Collected(() => hub.Registry.Find(Id)?.NotUnloaded is null);

    private static bool Collected(Func<bool> condition)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return condition();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private (Task Inside, TaskCompletionSource Release) Hold()
    {
        var inside = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Func<Task> hold = () =>
        {
            inside.TrySetResult();
            return release.Task;
        };
        Set("upgrade hold", hold);
        return (inside.Task, release);
    }

    private void Set(string hazard, object? value)
    {
        _hazards.Add(hazard);
        AppContext.SetData(hazard, value);
    }
}
