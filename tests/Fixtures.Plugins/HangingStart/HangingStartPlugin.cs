using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.HangingStart;

public sealed class HangingStartPlugin : IPlugin
{
    /// <summary>Hangs until whoever put an event under this name into <see cref="AppContext"/> sets it; without one for ever.</summary>
    public void Configure(IPluginBuilder plugin)
    {
        using var never = new ManualResetEventSlim();
        ((AppContext.GetData("hanging-start") as ManualResetEventSlim) ?? never).Wait();
        plugin.AddDriver<ProbeDriver>("probe");
    }
}
