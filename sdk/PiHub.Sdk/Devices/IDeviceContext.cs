using System.Text.Json;
using PiHub.Sdk.Readings;

namespace PiHub.Sdk.Devices;

/// <summary>What a driver gets to serve one device. Implemented by the host.</summary>
/// <remarks>Since 0.1.</remarks>
public interface IDeviceContext
{
    /// <summary>The device's id.</summary>
    string Id { get; }

    /// <summary>The device's name as its owner gave it.</summary>
    string Name { get; }

    /// <summary>The device's settings: a JSON object as the driver documents it; <c>Undefined</c> when none were given.</summary>
    JsonElement Settings { get; }

    /// <summary>Publishes what the device is and can do.</summary>
    /// <param name="descriptor">The descriptor; the owner's name and area win over the driver's.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask DescribeAsync(DeviceDescriptor descriptor, CancellationToken cancellationToken);

    /// <summary>Queues a sample for publishing, QoS 1. Never waits for the disk: up to 1,000 samples wait, then the oldest is dropped and
    /// counted.</summary>
    /// <param name="time">When it was measured, UTC.</param>
    /// <param name="metrics">Values by metric name, in the units of the descriptor.</param>
    void Publish(DateTimeOffset time, IReadOnlyDictionary<string, MetricValue> metrics);
}
