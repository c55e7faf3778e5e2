using PiHub.Sdk.Devices;

namespace PiHub.PluginHost.Metering;

/// <summary>A plugin's driver whose work is counted as the plugin's.</summary>
internal class MeteredDriver : IDeviceDriver
{
    private readonly IDeviceDriver _driver;
    private readonly PluginMeter _meter;

    private MeteredDriver(IDeviceDriver driver, PluginMeter meter) => (_driver, _meter) = (driver, meter);

    /// <summary>Takes commands when the driver does.</summary>
    public static IDeviceDriver Of(IDeviceDriver driver, PluginMeter meter) => driver is IDeviceCommandHandler handler
        ? new Commandable(driver, handler, meter)
        : new MeteredDriver(driver, meter);

    public async Task RunAsync(IDeviceContext device, CancellationToken cancellationToken)
    {
        using PluginWork work = _meter.Enter(PluginWorkKind.Driver);
        await _driver.RunAsync(device, cancellationToken);
    }

    private sealed class Commandable(IDeviceDriver driver, IDeviceCommandHandler handler, PluginMeter meter)
        : MeteredDriver(driver, meter), IDeviceCommandHandler
    {
        public async ValueTask<string?> HandleAsync(DeviceCommand command, CancellationToken cancellationToken)
        {
            using PluginWork work = _meter.Enter(PluginWorkKind.Driver);
            return await handler.HandleAsync(command, cancellationToken);
        }
    }
}
