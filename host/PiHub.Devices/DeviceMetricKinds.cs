using PiHub.Recorder.Engine;
using PiHub.Sdk.Devices;

namespace PiHub.Devices;

/// <summary>The kinds of metrics as the devices' descriptors give them.</summary>
/// <param name="devices">Gives the devices; asked late, because they are made after the recorder, which they listen to.</param>
public sealed class DeviceMetricKinds(Func<DeviceRegistry> devices) : IMetricKinds
{
    /// <inheritdoc/>
    public MetricKind KindOf(string device, string metric) => devices().Find(device)?.KindOf(metric) ?? MetricKind.Measurement;
}
