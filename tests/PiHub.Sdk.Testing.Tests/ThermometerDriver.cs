using PiHub.Sdk.Devices;
using PiHub.Sdk.Hardware;
using PiHub.Sdk.Readings;

namespace PiHub.Sdk.Testing.Tests;

/// <summary>Reads its port once a minute; above 100 °C the device is broken.</summary>
internal sealed class ThermometerDriver(IHardware hardware, TimeProvider time) : IDeviceDriver, IDeviceCommandHandler
{
    public async Task RunAsync(IDeviceContext device, CancellationToken cancellationToken)
    {
        await using II2cPort port = hardware.Open<II2cPort>(device.Settings.GetProperty("port").GetString() ?? "");
        await device.DescribeAsync(new() { Name = device.Name, Metrics = [new() { Name = "temperature", Unit = "°C" }] }, cancellationToken);
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        byte[] read = new byte[1];
        do
        {
            await port.TransferAsync(default, read, cancellationToken);
            if (read[0] > 100)
            {
                throw new DeviceFaultException("It is on fire.");
            }

            device.Publish(time.GetUtcNow(), new Dictionary<string, MetricValue> { ["temperature"] = read[0] });
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }

    public ValueTask<string?> HandleAsync(DeviceCommand command, CancellationToken cancellationToken) => new($"{command.Name} done");
}
