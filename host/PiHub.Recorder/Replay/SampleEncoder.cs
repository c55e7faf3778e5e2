using PiHub.Recorder.Journal;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Replay;

/// <summary>Packs samples into bytes; <see cref="SampleDecoder"/> gets the same ones back.</summary>
/// <remarks>
/// A sample: device, time in ticks since the one before, offset in minutes, number of metrics with the quality in the four lowest bits;
/// a metric: name, <see cref="ValueTag"/>, value. Names: 0 and the text at the first time, then their number among those so far.
/// One caller at a time.
/// </remarks>
internal sealed class SampleEncoder
{
    internal const int QualityBits = 4;

    private readonly PackWriter _bytes = new();
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private long _ticks;

    /// <summary>Samples since the last <see cref="Reset"/>.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.Written;

    public void Reset()
    {
        _bytes.Clear();
        _names.Clear();
        (_ticks, Count) = (0, 0);
    }

    /// <summary>Adds a sample; when that throws, nothing of it is added.</summary>
    /// <exception cref="ArgumentException">It is larger than allowed.</exception>
    public void Add(Sample sample, int maximumBytes = int.MaxValue)
    {
        (int length, int names) = (_bytes.Length, _names.Count);
        bool isWhole = false;
        try
        {
            Write(sample);
            isWhole = _bytes.Length - length <= maximumBytes;
        }
        finally
        {
            if (!isWhole)
            {
                TakeBack(length, names);
            }
        }

        if (!isWhole)
        {
            throw new ArgumentException($"The sample takes more than {maximumBytes} bytes.", nameof(sample));
        }

        _ticks = sample.Time.UtcTicks;
        Count++;
    }

    private void Write(Sample sample)
    {
        WriteName(sample.Device);
        _bytes.WriteSigned(sample.Time.UtcTicks - _ticks);
        _bytes.WriteSigned((long)sample.Time.Offset.TotalMinutes); // offsets are whole minutes
        int count = sample.Metrics.Count;
        _bytes.WriteNumber(((ulong)count << QualityBits) | (byte)sample.Quality);
        foreach ((string metric, MetricValue value) in sample.Metrics)
        {
            WriteName(metric);
            Write(value);
            count--;
        }

        if (count != 0)
        {
            throw new ArgumentException("The sample's metrics changed meanwhile.", nameof(sample));
        }
    }

    private void Write(MetricValue value)
    {
        switch (value)
        {
            case { Text: { } text }:
                _bytes.WriteByte((byte)ValueTag.Text);
                _bytes.WriteText(text);
                break;
            case { Boolean: { } boolean }:
                _bytes.WriteByte((byte)(boolean ? ValueTag.True : ValueTag.False));
                break;
            default:
                _bytes.WriteByte((byte)ValueTag.Number);
                _bytes.WriteDouble(value.Number.GetValueOrDefault());
                break;
        }
    }

    private void WriteName(string name)
    {
        if (_names.TryGetValue(name, out int number))
        {
            _bytes.WriteNumber((ulong)number);
            return;
        }

        _names.Add(name, _names.Count + 1);
        _bytes.WriteNumber(0);
        _bytes.WriteText(name);
    }

    private void TakeBack(int length, int names)
    {
        _bytes.Length = length;
        foreach (string name in _names.Where(name => name.Value > names).Select(name => name.Key).ToList())
        {
            _names.Remove(name);
        }
    }
}
