using PiHub.Sdk.Devices;
using PiHub.Sdk.Readings;

namespace PiHub.Devices.Tests;

/// <summary>A driver that describes its device, sends one sample, and waits for its end.</summary>
internal sealed class IdleDriver : IDeviceDriver
{
    public async Task RunAsync(IDeviceContext device, CancellationToken cancellationToken)
    {
        await device.DescribeAsync(
            new DeviceDescriptor { Name = "Driver's name", Area = "Driver's area", Metrics = [new() { Name = "a", Unit = "V" }] },
            cancellationToken);
        device.Publish(DateTimeOffset.UnixEpoch, new Dictionary<string, MetricValue> { ["a"] = 1 });
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }
}
