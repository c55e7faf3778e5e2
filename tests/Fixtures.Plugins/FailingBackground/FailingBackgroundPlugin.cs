using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.FailingBackground;

public sealed class FailingBackgroundPlugin : IPlugin
{
    public void Configure(IPluginBuilder plugin) => plugin
        .AddSampleHandler<Trigger>("pihub/fuse/state")
        .AddBackgroundService<FuseService>();
}
