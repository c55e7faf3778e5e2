using PiHub.Sdk.Devices;

namespace PiHub.Recorder.Engine;

/// <summary>Tells which metrics are counters; they are in the devices' descriptors, which the recorder does not know.</summary>
public interface IMetricKinds
{
    /// <summary>A metric's kind; <see cref="MetricKind.Measurement"/> when nothing is known of it.</summary>
    /// <param name="device">The device's id.</param>
    /// <param name="metric">The metric's name.</param>
    MetricKind KindOf(string device, string metric);
}
