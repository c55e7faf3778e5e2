using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.FailingStop;

public sealed class FailingStopPlugin : IPlugin
{
    public void Configure(IPluginBuilder plugin) => plugin.AddBackgroundService<DefiantService>();
}
