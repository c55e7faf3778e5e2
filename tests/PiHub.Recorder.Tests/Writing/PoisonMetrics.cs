using System.Collections;
using System.Diagnostics.CodeAnalysis;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.Writing;

/// <summary>Metrics that look well and cannot be read.</summary>
internal sealed class PoisonMetrics : IReadOnlyDictionary<string, MetricValue>
{
    public IEnumerable<string> Keys => ["new_name"];

    public IEnumerable<MetricValue> Values => [1.0];

    public int Count => 1;

    public MetricValue this[string key] => 1.0;

    public bool ContainsKey(string key) => true;

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out MetricValue value)
    {
        value = 1.0;
        return true;
    }

    public IEnumerator<KeyValuePair<string, MetricValue>> GetEnumerator()
    {
        yield return new("new_name", 1.0);
        throw new InvalidOperationException("poison");
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
