using PiHub.PluginHost.Lifecycle;
using PiHub.PluginHost.Loading;
using PiHub.PluginHost.Metering;

namespace PiHub.PluginHost.Tests.Metering;

public sealed class PluginHealthTests
{
    private readonly RunningPlugin _plugin = new("a", new PluginLoadContext(typeof(PluginHealthTests).Assembly.Location));

    [Fact]
    public void HandlerThatDoesNotReturn_IsReportedWithWhatWaits_UntilItReturns()
    {
        var health = new PluginHealth(new PluginHostOptions { HandlerPatience = TimeSpan.Zero });
        _plugin.Meter.FollowLag(() => 7);
        using (_plugin.Meter.Enter(PluginWorkKind.Sample, "Tally"))
        {
            health.Look([_plugin], DateTimeOffset.UnixEpoch);
            Assert.Equal(["Tally has not returned for 0 s or more; 7 samples wait"], _plugin.Troubles);
        }

        health.Look([_plugin], DateTimeOffset.UnixEpoch);
        Assert.Empty(_plugin.Troubles);
    }
}
