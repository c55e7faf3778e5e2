using PiHub.Recorder.Engine;
using PiHub.Sdk.Devices;

namespace PiHub.Recorder.Tests.Rollups;

/// <summary>All metrics are of the kind that a test says.</summary>
internal sealed class SteppedKinds : IMetricKinds
{
    public MetricKind Kind { get; set; } = MetricKind.Measurement;

    public MetricKind KindOf(string device, string metric) => Kind;
}
