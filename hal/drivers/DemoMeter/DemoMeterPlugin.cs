using DemoMeter.Simulation;
using PiHub.Sdk.Plugins;

namespace DemoMeter;

/// <summary>The demo meter's package: its driver and the simulated meter.</summary>
public sealed class DemoMeterPlugin : IPlugin
{
    /// <inheritdoc/>
    public void Configure(IPluginBuilder plugin)
    {
        ArgumentNullException.ThrowIfNull(plugin);
        plugin
            .AddDriver<DemoMeterDriver>("demo-meter")
            .AddSimulatedPort<DemoMeterModel>("demo-meter");
    }
}
