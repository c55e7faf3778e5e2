using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.MissingMember;

public sealed class MissingMemberPlugin : IPlugin
{
    public void Configure(IPluginBuilder plugin) => plugin.AddTimeTravel();
}
