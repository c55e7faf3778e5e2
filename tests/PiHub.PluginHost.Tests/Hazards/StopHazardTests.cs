using System.Runtime.CompilerServices;

namespace PiHub.PluginHost.Tests.Hazards;

public sealed class StopHazardTests
{
    [Fact]
    public async Task StopThatHangs_IsAbandonedAtTheDeadline_AndTheCodeIsUnloaded()
    {
        await using TestHost host = await TestHost.StartAsync(Fixture.Ample, "HangingStop", "Probe");
        host.Options.StopDeadline = TimeSpan.FromSeconds(2);

        Assert.Equal(PluginState.Disabled, (await host.Registry.DisableAsync("hanging-stop"))?.State);

        Assert.Equal(PluginState.Running, host.Of("probe").State);
        await Patience.ForDeathOfAsync(host.Registry.FindSlot("hanging-stop")!.LastContext!); // it ran, so it was started
    }

    [Fact]
    public async Task StopThatThrows_DisablesAllTheSame_AndTheCodeIsUnloaded()
    {
        await using TestHost host = await TestHost.StartAsync(Fixture.Ample, "FailingStop");

        Assert.Equal(PluginState.Disabled, (await host.Registry.DisableAsync("failing-stop"))?.State);

        await Patience.ForDeathOfAsync(host.Registry.FindSlot("failing-stop")!.LastContext!); // it ran, so it was started
    }

    [Fact]
    public async Task BackgroundServiceThatFails_FailsThePlugin()
    {
        await using TestHost host = await TestHost.StartAsync(Fixture.Ample, "FailingBackground");
        Task<string> failed = FailureOf(host, "failing-background");

        await host.AppendAsync("fuse", 1);

        Assert.Equal("its background service FuseService failed: The fuse has blown", await failed.WaitAsync(Fixture.Ample));
    }

    [Fact]
    public async Task BackgroundServiceThatIsStopped_FailsNothing_AndIsUnloaded()
    {
        await using TestHost host = await TestHost.StartAsync(Fixture.Ample, "FailingBackground");
        Task<string> failed = FailureOf(host, "failing-background");

        await host.Registry.DisableAsync("failing-background");

        Assert.False(failed.IsCompleted);
        await Patience.ForDeathOfAsync(host.Registry.FindSlot("failing-background")!.LastContext!); // it ran, so it was started
    }

    [Fact]
    public async Task TimerLeftRunning_IsFoundAsCodeThatDoesNotUnload()
    {
        await using TestHost host = await TestHost.StartAsync(Fixture.Ample, "LeakingTimer", "StaticState");
        await host.Registry.DisableAsync("leaking-timer");
        await host.Registry.DisableAsync("static-state");
        DateTimeOffset muchLater = TimeProvider.System.GetUtcNow().AddHours(1);

        await Patience.ForAsync(() =>
        {
            host.Watch.Look(muchLater);
            return host.Of("leaking-timer").Usage.NotUnloaded == 1;
        });

        await Patience.ForDeathOfAsync(host.Registry.FindSlot("static-state")!.LastContext!); // it ran, so it was started
        host.Watch.Look(muchLater);
        Assert.Equal(0, host.Of("static-state").Usage.NotUnloaded);
    }

    [Fact]
    public async Task StaticState_IsFreshAfterReenabling()
    {
        await using TestHost host = await TestHost.StartAsync(Fixture.Ample, "StaticState");
        Assert.Equal("1", await host.Http.GetStringAsync("/api/static-state/calls"));
        Assert.Equal("2", await host.Http.GetStringAsync("/api/static-state/calls"));

        await host.Registry.DisableAsync("static-state");
        await host.Registry.EnableAsync("static-state");

        Assert.Equal("1", await host.Http.GetStringAsync("/api/static-state/calls"));
        Assert.Equal(3, host.Of("static-state").Usage.Requests);
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // the running plugin must not stay on the test's stack
    private static Task<string> FailureOf(TestHost host, string id) =>
        host.Registry.FindSlot(id)?.Running?.Failed ?? throw new InvalidOperationException("It does not run.");
}
