using PiHub.Sdk.Devices;

namespace PiHub.Recorder.Engine;

/// <summary>Knows no counters; for a recorder without devices.</summary>
internal sealed class NoMetricKinds : IMetricKinds
{
    public MetricKind KindOf(string device, string metric) => MetricKind.Measurement;
}
