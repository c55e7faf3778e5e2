namespace PiHub.Recorder.Replay;

/// <summary>The newest committed samples in memory, for those who keep up. One caller at a time.</summary>
/// <remarks>Overflow policy: the oldest leaves; who still needs it reads it from disk.</remarks>
internal sealed class SampleRing
{
    private const int Capacity = 4_096;

    // Bounds the memory of large samples: about 8 MB.
    private const int MetricCapacity = 65_536;

    private readonly LoggedSample[] _samples = new LoggedSample[Capacity];
    private long _first = 1;
    private long _next = 1;
    private int _metrics;

    public void Add(LoggedSample sample)
    {
        if (sample.Sequence != _next)
        {
            Clear(sample.Sequence);
        }

        while (_next > _first && (_next - _first == Capacity || _metrics + sample.Sample.Metrics.Count > MetricCapacity))
        {
            ref LoggedSample oldest = ref _samples[_first % Capacity];
            _metrics -= oldest.Sample.Metrics.Count;
            oldest = default;
            _first++;
        }

        _samples[_next % Capacity] = sample;
        _metrics += sample.Sample.Metrics.Count;
        _next++;
    }

    /// <summary>Empties it.</summary>
    /// <param name="next">The sequence number that comes next.</param>
    public void Clear(long next)
    {
        Array.Clear(_samples);
        (_first, _next, _metrics) = (next, next, 0);
    }

    /// <summary>Copies out up to <paramref name="limit"/> samples after a place; null when it does not reach back so far.</summary>
    public List<LoggedSample>? Read(long after, int limit)
    {
        if (after + 1 < _first)
        {
            return null;
        }

        var samples = new List<LoggedSample>((int)Math.Min(limit, Math.Max(_next - after - 1, 0)));
        for (long sequence = after + 1; sequence < _next && samples.Count < limit; sequence++)
        {
            samples.Add(_samples[sequence % Capacity]);
        }

        return samples;
    }
}
