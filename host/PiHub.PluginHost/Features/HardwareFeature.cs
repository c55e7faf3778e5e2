using Microsoft.Extensions.DependencyInjection;
using PiHub.Hal.Drivers;
using PiHub.PluginHost.Lifecycle;
using PiHub.PluginHost.Metering;
using PiHub.PluginHost.Permissions;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Hardware;

namespace PiHub.PluginHost.Features;

/// <summary>Lends the hardware ports, and offers the plugin's simulated ports and drivers to the hub.</summary>
internal sealed class HardwareFeature(LentServices lent) : IPluginFeature
{
    private readonly NameClaims _names = new();

    public void Lend(PluginStart start, IServiceCollection services) => 
        services.AddSingleton<IHardware>(new PluginHardware(lent.Hardware, start.Permissions, start.Declared));

    public ValueTask ConnectAsync(PluginStart start, CancellationToken cancellationToken)
    {
        (IServiceProvider services, string id, PluginMeter meter) = (start.Services, start.Id, start.Plugin.Meter);
        foreach ((string model, Type type) in start.Declared.SimulatedPorts)
        {
            start.Plugin.Register(() => _names.Hold("simulated port", model, id, () => new Offer(lent.Hardware.RegisterSimulatedPort(
                model, type, () => (IAsyncDisposable)ActivatorUtilities.CreateInstance(services, type)))));
        }

        foreach ((string name, Type type) in start.Declared.Drivers)
        {
            start.Plugin.Register(() => _names.Hold(
                "driver", name, id, () => lent.Devices.RegisterDriver(name, () => CreateDriver(services, type, meter))));
        }

        return ValueTask.CompletedTask;
    }

    private static DriverInstance CreateDriver(IServiceProvider services, Type type, PluginMeter meter)
    {
        using PluginWork work = meter.Enter(PluginWorkKind.Driver);
        var driver = (IDeviceDriver)ActivatorUtilities.CreateInstance(services, type);
        return new DriverInstance(MeteredDriver.Of(driver, meter), async () =>
        {
            if (driver is IAsyncDisposable asyncDisposable)
            {
                await asyncDisposable.DisposeAsync();
            }
            else
            {
                (driver as IDisposable)?.Dispose();
            }
        });
    }

    /// <summary>Gives the release of a port the shape of the others.</summary>
    private sealed class Offer(IDisposable registration) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            registration.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
