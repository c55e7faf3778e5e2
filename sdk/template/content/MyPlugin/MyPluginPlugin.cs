using PiHub.Sdk.Plugins;

namespace MyPlugin;

/// <summary>Remembers the highest value of a metric for each device.</summary>
public sealed class MyPluginPlugin : IPlugin
{
    /// <summary>Says what the plugin brings. Starts nothing: the hub creates the classes and calls them.</summary>
    public void Configure(IPluginBuilder plugin) => plugin
        .AddSettings<MyPluginSettings>()
        .AddSampleHandler<PeakWatch>("pihub/+/state")
        .AddJson(MyPluginJson.Default)
        .MapApi(Api.Map)
        .AddPage(Pages.Peaks);
}
