namespace PiHub.PluginHost.Tests.Hazards;

[Collection(AloneCollection.Name)]
public sealed class MemoryHazardTests
{
    private const long MiB = 1 << 20;

    [Fact]
    public async Task PluginThatKeepsMemory_Rises_IsNamedAboveTheWarningLevel_AndFallsAgain()
    {
        await using TestHost host = await TestHost.StartAsync(Fixture.Ample, "MemoryHog", "Probe");
        Look(host);
        Assert.InRange(host.Of("memory-hog").Usage.MemoryBytes, 1, 16 * MiB);
        host.Options.MemoryWarningBytes = GC.GetTotalMemory(forceFullCollection: true) + (60 * MiB);

        using HttpResponseMessage kept = await host.Http.PostAsync("/api/memory-hog/keep", content: null);
        Look(host);

        Assert.InRange(host.Of("memory-hog").Usage.MemoryBytes, 80 * MiB, 112 * MiB); // it keeps 96 MiB
        Assert.InRange(host.Of("probe").Usage.MemoryBytes, 1, 16 * MiB);
        Assert.Contains("of the hub's memory, more than any other plugin", host.TroublesOf("memory-hog"), StringComparison.Ordinal);
        Assert.Empty(host.TroublesOf("probe"));

        using HttpResponseMessage released = await host.Http.PostAsync("/api/memory-hog/release", content: null);
        Look(host);

        Assert.Empty(host.TroublesOf("memory-hog"));
        Assert.InRange(host.Of("memory-hog").Usage.MemoryBytes, 1, 60 * MiB);
    }

    private static void Look(TestHost host)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        host.Watch.Look(TimeProvider.System.GetUtcNow());
    }
}
