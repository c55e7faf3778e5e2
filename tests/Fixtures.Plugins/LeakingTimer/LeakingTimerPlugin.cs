using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.LeakingTimer;

public sealed class LeakingTimerPlugin : IPlugin
{
    public void Configure(IPluginBuilder plugin) => plugin.AddBackgroundService<Ticker>();
}
