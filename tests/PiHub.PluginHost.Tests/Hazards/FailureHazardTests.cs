using System.Runtime.CompilerServices;

namespace PiHub.PluginHost.Tests.Hazards;

[Collection(AloneCollection.Name)]
public sealed class FailureHazardTests
{
    [Fact]
    public async Task ThreadOfAPluginThatThrows_FailsThePlugin_AndTheHubLivesOn()
    {
        await using TestHost host = await TestHost.StartAsync(Fixture.Ample, "CrashingThread", "Probe");
        Task<string>? failed = host.Registry.FindSlot("crashing-thread")?.Running?.Failed;

        using HttpResponseMessage response = await host.Http.PostAsync("/api/crashing-thread/crash", content: null);

        Assert.NotNull(failed);
        Assert.Equal("a thread of its own failed: The thread has snapped", await failed.WaitAsync(Fixture.Ample));
        Assert.Equal(1, host.Of("crashing-thread").Usage.ThreadFailures);
        Assert.Equal(0, host.Of("probe").Usage.ThreadFailures);
    }

    [Fact]
    public async Task TaskThatNobodyAwaits_IsCountedAndReported_ForTenMinutes()
    {
        await using TestHost host = await TestHost.StartAsync(Fixture.Ample, "UnobservedTask", "Probe");
        await ForgetAsync(host);

        await Patience.ForAsync(() =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return host.Of("unobserved-task").Usage.UnobservedFailures == 1;
        });

        Assert.Equal("a task of it failed and nobody looked: Nobody waits for this", host.TroublesOf("unobserved-task"));
        Assert.Equal(0, host.Of("probe").Usage.UnobservedFailures);
        host.Watch.Look(TimeProvider.System.GetUtcNow().AddMinutes(11));
        Assert.Empty(host.TroublesOf("unobserved-task"));
    }

    [Fact]
    public async Task HandlerThatFailsAtEachSample_IsReported_UntilItTakesOne()
    {
        await using TestHost host = await TestHost.StartAsync(Fixture.Ample, "FailingHandler");
        for (int i = 0; i < 10; i++)
        {
            await host.AppendAsync("bad", i);
        }

        await Patience.ForAsync(() => host.Of("failing-handler").Usage.SampleErrors == 10);
        host.Watch.Look(TimeProvider.System.GetUtcNow());
        Assert.Equal("its sample handlers have failed at each of the last samples; its log says why", host.TroublesOf("failing-handler"));

        await host.AppendAsync("good", 11);
        await Patience.ForAsync(() => host.Of("failing-handler").Usage.Samples == 11);
        host.Watch.Look(TimeProvider.System.GetUtcNow());
        Assert.Empty(host.TroublesOf("failing-handler"));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task ForgetAsync(TestHost host)
    {
        using HttpResponseMessage response = await host.Http.PostAsync("/api/unobserved-task/forget", content: null);
        Assert.True(response.IsSuccessStatusCode);
    }
}
