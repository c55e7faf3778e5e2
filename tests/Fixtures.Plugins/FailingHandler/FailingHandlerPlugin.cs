using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.FailingHandler;

public sealed class FailingHandlerPlugin : IPlugin
{
    public void Configure(IPluginBuilder plugin) => plugin.AddSampleHandler<Refuser>("pihub/+/state");
}
