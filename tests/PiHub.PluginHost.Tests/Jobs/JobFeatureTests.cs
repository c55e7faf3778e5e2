using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using PiHub.PluginHost.Jobs;

namespace PiHub.PluginHost.Tests.Jobs;

public sealed class JobFeatureTests
{
    private const string Plugin = "jobber";
    private static readonly TimeSpan Ample = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Job_RunsByItsSchedule_EachTimeAsANewObjectThatIsDisposed()
    {
        await using TestHost host = await TestHost.StartAsync(Ample, "Jobber");

        await Patience.ForAsync(async () =>
        {
            JsonNode? count = await host.Http.GetFromJsonAsync<JsonNode>("/api/jobber/count");
            return (int?)count?["runs"] >= 2 && (int?)count?["disposed"] >= 2;
        });
    }

    [Fact]
    public async Task DisabledPlugin_IsCollected_AfterItsJobsRan()
    {
        await using TestHost host = await TestHost.StartAsync(Ample, "Jobber");
        for (int cycle = 0; cycle < 3; cycle++)
        {
            WeakReference context = await UseAndDisableAsync(host);
            await Patience.ForAsync(() =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return Task.FromResult(!context.IsAlive);
            });
            await host.Registry.EnableAsync(Plugin);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> UseAndDisableAsync(TestHost host)
    {
        Assert.Equal(JobStart.Started, host.Jobs.Run(Plugin, "count", "test"));
        Assert.Equal(JobStart.Started, host.Jobs.Run(Plugin, "failing", "test"));
        Assert.Equal(JobStart.Started, host.Jobs.Run(Plugin, "report", "test"));
        Assert.Equal(JobStart.Started, host.Jobs.Run(Plugin, "slow", "test"));
        await Patience.ForAsync(() => Task.FromResult(host.Jobs.Find(Plugin, "failing")?.Last?.Outcome == JobOutcome.Failed
            && host.Jobs.Find(Plugin, "count")?.Last?.Outcome == JobOutcome.Succeeded
            && host.Jobs.Find(Plugin, "slow")?.Running?.Progress == 0.5
            && host.Jobs.Find(Plugin, "report")?.Running?.Progress > 0));

        WeakReference context = host.Registry.FindSlot(Plugin)!.LastContext!; // it runs, so it was started
        Assert.True(context.IsAlive);
        await host.Registry.DisableAsync(Plugin);
        Assert.Equal("its plugin stopped", host.Jobs.Find(Plugin, "slow")?.Last?.Error);
        Assert.Equal("TroubleException: The well is dry.", host.Jobs.Find(Plugin, "failing")?.Last?.Error);
        return context;
    }
}
