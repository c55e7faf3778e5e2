using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.TwoEntries;

public sealed class FirstPlugin : IPlugin
{
    public void Configure(IPluginBuilder plugin) => ArgumentNullException.ThrowIfNull(plugin);
}
