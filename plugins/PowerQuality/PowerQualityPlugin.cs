using PiHub.Plugins.PowerQuality.Metering;
using PiHub.Sdk.Plugins;

namespace PiHub.Plugins.PowerQuality;

/// <summary>Three-phase power quality: what the meters measure on each phase.</summary>
public sealed class PowerQualityPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Configure(IPluginBuilder plugin) => plugin
        .AddSampleHandler<LatestPhaseValues>("pihub/+/state")
        .AddJson(PowerQualityJson.Default)
        .MapApi(Endpoints.Map)
        .AddPage(Pages.LatestValues);
}
