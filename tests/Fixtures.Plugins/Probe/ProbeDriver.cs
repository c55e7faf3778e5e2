using PiHub.Sdk.Devices;
using PiHub.Sdk.Events;
using PiHub.Sdk.Hardware;
using PiHub.Sdk.Readings;

namespace PiHub.Fixtures.Probe;

/// <summary>Reads its port once, tells samples and live events of it, and waits for its end.</summary>
internal sealed class ProbeDriver(IHardware hardware, IEventStream events, TimeProvider time) : IDeviceDriver
{
    public async Task RunAsync(IDeviceContext device, CancellationToken cancellationToken)
    {
        await using II2cPort port = hardware.Open<II2cPort>("simulated:probe");
        byte[] read = new byte[1];
        await port.TransferAsync(new byte[] { 7 }, read, cancellationToken);
        await device.DescribeAsync(
            new DeviceDescriptor { Name = "Probe", Metrics = [new MetricDescriptor { Name = "value" }] }, cancellationToken);
        device.Publish(time.GetUtcNow(), new Dictionary<string, MetricValue> { ["value"] = read[0] });
        events.Publish(new Count(read[0]), ProbeJson.Default.Count);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }
}
