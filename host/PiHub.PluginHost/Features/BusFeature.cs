using Microsoft.Extensions.DependencyInjection;
using PiHub.PluginHost.Capabilities;
using PiHub.PluginHost.Lifecycle;
using PiHub.Sdk.Bus;
using PiHub.Sdk.Readings;

namespace PiHub.PluginHost.Features;

/// <summary>Lends the bus and the readings, within what the manifest grants.</summary>
internal sealed class BusFeature(LentServices lent) : IPluginFeature
{
    public void Lend(PluginStart start, IServiceCollection services)
    {
        var bus = new PluginBus(lent.Bus, start.Permissions, start.Plugin.Meter);
        start.Plugin.Register(() => bus);
        services.AddSingleton<IBus>(bus);
        services.AddSingleton<IReadings>(new PluginReadings(lent.Readings, start.Permissions));
    }
}
