using PiHub.Hal.Tests;
using PiHub.PluginHost.Lifecycle;

namespace PiHub.PluginHost.Tests.Lifecycle;

[Collection("upgrade")] // the fixture's hazards are the process's
public sealed class PluginKeeperTests : IDisposable
{
    private const string Id = "upgrade";

    private readonly string _root = LiveHub.NewRoot();
    private readonly ManualTimeProvider _time = new();

    public void Dispose()
    {
        AppContext.SetData("upgrade open 1.0.0", null);
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task Trouble_MakesItDegraded_AndItsEndRunningAgain()
    {
        await using LiveHub hub = await LiveHub.StartAsync(_root, _time);
        await hub.InstallAsync("1.0.0");
        RunningPlugin running = Running(hub);

        running.Report("job b", "the job 'b' failed");
        running.Report("job a", "the job 'a' failed");
        await hub.UntilAsync(Id, plugin => plugin.Reason == "the job 'a' failed; the job 'b' failed");
        Assert.Equal(PluginState.Degraded, hub.Registry.Find(Id)?.State);
        Assert.Equal("1.0.0", await hub.GetAsync("version"));

        running.Report("job a", null);
        running.Report("job b", null);
        Assert.Null((await hub.UntilAsync(Id, PluginState.Running)).Reason);
    }

    [Fact]
    public async Task Failure_StartsItAgainAfterARest()
    {
        await using LiveHub hub = await LiveHub.StartAsync(_root, _time);
        await hub.InstallAsync("1.0.0");
        RunningPlugin failing = Running(hub);

        failing.Fail("the line is cut");
        PluginSnapshot waiting = await hub.UntilAsync(Id, PluginState.Waiting);
        Assert.Equal("it failed: the line is cut; it is started again by itself", waiting.Reason);
        Assert.InRange(Assert.NotNull(waiting.NextTryAt) - _time.GetUtcNow(), TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(1));
        Assert.Equal("503", await hub.GetAsync("version"));

        await RestAsync();
        PluginSnapshot running = await hub.UntilAsync(Id, PluginState.Running);
        Assert.Equal(1, running.Restarts);
        Assert.Null(running.NextTryAt);
        Assert.NotSame(failing, Running(hub));
    }

    [Fact]
    public async Task FiveFailuresInTenMinutes_Quarantine_AlsoAfterARestart_UntilItIsEnabled()
    {
        await using (LiveHub hub = await LiveHub.StartAsync(_root, _time))
        {
            await hub.InstallAsync("1.0.0");
            for (int failure = 1; failure < FailureHistory.Limit; failure++)
            {
                Running(hub).Fail("the line is cut");
                await hub.UntilAsync(Id, PluginState.Waiting);
                await RestAsync();
                await hub.UntilAsync(Id, PluginState.Running);
            }

            Running(hub).Fail("the line is cut");
            PluginSnapshot quarantined = await hub.UntilAsync(Id, PluginState.Quarantined);
            Assert.Equal("it failed 5 times within 10 minutes, the last time: it failed: the line is cut", quarantined.Reason);
            Assert.True(quarantined.IsEnabled);
        }

        await using LiveHub next = await LiveHub.StartAsync(_root, _time);
        Assert.Equal(PluginState.Quarantined, next.Registry.Find(Id)?.State);
        PluginSnapshot? enabled = await next.Registry.EnableAsync(Id);
        Assert.Equal((PluginState.Running, null), (enabled?.State, enabled?.Reason));
    }

    [Fact]
    public async Task FailingNewTry_CountsAsAFailureToo()
    {
        await using LiveHub hub = await LiveHub.StartAsync(_root, _time);
        await hub.InstallAsync("1.0.0");
        Running(hub).Fail("the line is cut");
        await hub.UntilAsync(Id, PluginState.Waiting);
        AppContext.SetData("upgrade open 1.0.0", "The roof leaks.");

        await RestAsync();
        PluginSnapshot again = await hub.UntilAsync(
            Id, plugin => plugin is { State: PluginState.Waiting, Reason: "it failed to start: The roof leaks; it is started again by itself" });
        Assert.InRange(Assert.NotNull(again.NextTryAt) - _time.GetUtcNow(), TimeSpan.FromSeconds(1.8), TimeSpan.FromSeconds(2));

        AppContext.SetData("upgrade open 1.0.0", null);
        await RestAsync();
        await hub.UntilAsync(Id, PluginState.Running);
    }

    [Fact]
    public async Task Stop_DuringANewTryThatHangs_StopsTheOthersAtOnce()
    {
        using var release = new ManualResetEventSlim();
        FixtureFolder.Copy("StaticState", Path.Combine(LiveHub.Bundled(_root), "static-state"));
        await using LiveHub hub = await LiveHub.StartAsync(_root, _time);
        await hub.InstallAsync("1.0.0");
        Running(hub).Fail("the line is cut");
        await hub.UntilAsync(Id, PluginState.Waiting);
        AppContext.SetData("upgrade open 1.0.0", release);
        await RestAsync();
        await hub.UntilAsync(Id, plugin => plugin.State == PluginState.Starting);

        Task stopping = hub.Registry.StopAsync();

        await hub.UntilAsync("static-state", PluginState.Disabled);
        Assert.False(stopping.IsCompleted);
        release.Set();
        await stopping;
    }

    [Fact]
    public async Task Disable_WhileItRests_EndsTheTries()
    {
        await using LiveHub hub = await LiveHub.StartAsync(_root, _time);
        await hub.InstallAsync("1.0.0");
        Running(hub).Fail("the line is cut");
        await hub.UntilAsync(Id, PluginState.Waiting);

        PluginSnapshot? disabled = await hub.Registry.DisableAsync(Id);

        Assert.Equal((PluginState.Disabled, null, null), (disabled?.State, disabled?.NextTryAt, disabled?.Reason));
    }

    [Fact]
    public async Task VersionThatLasted_LetsGoOfThoseThatNothingGoesBackTo()
    {
        await using LiveHub hub = await LiveHub.StartAsync(_root, _time);
        await hub.InstallAsync("1.0.0");
        await hub.InstallAsync("1.1.0");
        PluginSnapshot three = await hub.InstallAsync("1.2.0");
        Assert.Equal(["1.2.0", "1.1.0", "1.0.0"], three.Versions.Select(version => version.Name));
        await _time.WaiterAsync(due => due > TimeSpan.FromMinutes(9));

        _time.Advance(FailureHistory.Window);
        while (hub.Registry.Find(Id)?.Versions.Count != 2)
        {
            await Task.Yield(); // nothing is raised for it: nobody has to know at once
        }

        Assert.Equal(["1.2.0", "1.1.0"], hub.Registry.Find(Id)?.Versions.Select(version => version.Name));
        Assert.False(Directory.Exists(Path.Combine(_root, "plugins", Id, "1.0.0")));
        Assert.True(Directory.Exists(Path.Combine(_root, "plugins", Id, "1.1.0")));
    }

    private static RunningPlugin Running(LiveHub hub) =>
        hub.Registry.FindSlot(Id)?.Running ?? throw new InvalidOperationException("It does not run.");

    // Waits until the keeper has set its alarm for the next try, and lets that time pass.
    private async Task RestAsync() => _time.Advance(await _time.WaiterAsync(due => due < TimeSpan.FromMinutes(2)));
}
