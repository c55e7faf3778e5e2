using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.HangingStart;

public sealed class HangingStartPlugin : IPlugin
{
    public void Configure(IPluginBuilder plugin)
    {
        using var never = new ManualResetEventSlim();
        never.Wait();
    }
}
