using PiHub.Sdk.Plugins;

namespace PiHub.Fixtures.Showcase;

public sealed class ShowcasePlugin : IPlugin
{
    public void Configure(IPluginBuilder plugin) => plugin
        .AddJson(ShowcaseJson.Default)
        .MapApi(ItemEndpoints.Map)
        .MapApi(OtherEndpoints.Map)
        .AddPage(ItemPages.Items)
        .AddPage(ItemPages.Item)
        .AddPage(OtherPages.Overview)
        .AddPage(OtherPages.Measurements)
        .AddPage(OtherPages.Tools);
}
