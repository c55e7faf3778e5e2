using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.FailingStart;

public sealed class FailingStartPlugin : IPlugin
{
    public void Configure(IPluginBuilder plugin) => throw new InvalidOperationException("The cellar is flooded.");
}
