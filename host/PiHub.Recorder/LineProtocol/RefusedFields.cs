using PiHub.Sdk.Readings;

namespace PiHub.Recorder.LineProtocol;

/// <summary>Fields that have another type in the server: they need not be tried with each sample. One caller at a time.</summary>
internal sealed class RefusedFields(TimeProvider time)
{
    // A server of version 1 takes another type with its next shard, and somebody may delete the old series.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    // Devices name themselves; beyond so many they are learnt anew.
    private const int Maximum = 10_000;

    private readonly Dictionary<(string Device, string Metric, MetricValueKind Kind), long> _fields = [];

    public void Add(string device, string metric, MetricValueKind kind)
    {
        if (_fields.Count >= Maximum)
        {
            _fields.Clear();
        }

        _fields[(device, metric, kind)] = time.GetTimestamp();
    }

    public bool Contains(string device, string metric, MetricValueKind kind)
    {
        if (_fields.Count == 0 || !_fields.TryGetValue((device, metric, kind), out long since))
        {
            return false;
        }

        if (time.GetElapsedTime(since) < Lifetime)
        {
            return true;
        }

        _fields.Remove((device, metric, kind));
        return false;
    }
}
