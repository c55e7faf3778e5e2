using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.HangingStop;

public sealed class HangingStopPlugin : IPlugin
{
    public void Configure(IPluginBuilder plugin) => plugin.AddBackgroundService<DeafService>();
}
