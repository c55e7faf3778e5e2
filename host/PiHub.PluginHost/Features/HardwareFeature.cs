using Microsoft.Extensions.DependencyInjection;
using PiHub.Hal.Drivers;
using PiHub.PluginHost.Lifecycle;
using PiHub.Sdk.Devices;
using PiHub.Sdk.Hardware;

namespace PiHub.PluginHost.Features;

/// <summary>Lends the hardware ports, and offers the plugin's simulated ports and drivers to the hub.</summary>
internal sealed class HardwareFeature(LentServices lent) : IPluginFeature
{
    private readonly NameClaims _names = new();

    public void Lend(PluginStart start, IServiceCollection services) => services.AddSingleton<IHardware>(lent.Hardware);

    public ValueTask ConnectAsync(PluginStart start, CancellationToken cancellationToken)
    {
        (IServiceProvider services, string id) = (start.Services, start.Id);
        foreach ((string model, Type type) in start.Declared.SimulatedPorts)
        {
            start.Plugin.Register(() => _names.Hold("simulated port", model, id, () => new Offer(lent.Hardware.RegisterSimulatedPort(
                model, type, () => (IAsyncDisposable)ActivatorUtilities.CreateInstance(services, type)))));
        }

        foreach ((string name, Type type) in start.Declared.Drivers)
        {
            start.Plugin.Register(() => _names.Hold(
                "driver", name, id, () => lent.Devices.RegisterDriver(name, () => CreateDriver(services, type))));
        }

        return ValueTask.CompletedTask;
    }

    private static DriverInstance CreateDriver(IServiceProvider services, Type type)
    {
        var driver = (IDeviceDriver)ActivatorUtilities.CreateInstance(services, type);
        return new DriverInstance(driver, async () =>
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
