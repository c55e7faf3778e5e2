using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.EndlessHandler;

public sealed class EndlessHandlerPlugin : IPlugin
{
    public void Configure(IPluginBuilder plugin) => plugin.AddSampleHandler<Spinner>("pihub/+/state");
}
