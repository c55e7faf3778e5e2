using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Replay;

/// <summary>Packs samples into bytes; <see cref="SampleDecoder"/> gets the same ones back.</summary>
/// <remarks>
/// A sample: device, time in ticks since the one before, offset in minutes, number of metrics; a metric: name, <see cref="ValueTag"/>,
/// value. Whole numbers are base-128, signed ones zigzag. Names: 0 and the text at the first time, then their number among those so far.
/// One caller at a time.
/// </remarks>
internal sealed class SampleEncoder
{
    private readonly ArrayBufferWriter<byte> _bytes = new(4_096);
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private long _ticks;

    /// <summary>Samples since the last <see cref="Reset"/>.</summary>
    public int Count { get; private set; }

    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    public void Reset()
    {
        _bytes.ResetWrittenCount();
        _names.Clear();
        (_ticks, Count) = (0, 0);
    }

    public void Add(Sample sample)
    {
        WriteName(sample.Device);
        WriteSigned(sample.Time.UtcTicks - _ticks);
        _ticks = sample.Time.UtcTicks;
        WriteSigned((long)sample.Time.Offset.TotalMinutes); // offsets are whole minutes
        WriteNumber((ulong)sample.Metrics.Count);
        foreach ((string metric, MetricValue value) in sample.Metrics)
        {
            WriteName(metric);
            Write(value);
        }

        Count++;
    }

    private void Write(MetricValue value)
    {
        switch (value)
        {
            case { Text: { } text }:
                WriteTag(ValueTag.Text);
                WriteText(text);
                break;
            case { Boolean: { } boolean }:
                WriteTag(boolean ? ValueTag.True : ValueTag.False);
                break;
            default:
                WriteTag(ValueTag.Number);
                BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(sizeof(double)), value.Number.GetValueOrDefault());
                _bytes.Advance(sizeof(double));
                break;
        }
    }

    private void WriteTag(ValueTag tag)
    {
        _bytes.GetSpan(1)[0] = (byte)tag;
        _bytes.Advance(1);
    }

    private void WriteName(string name)
    {
        if (_names.TryGetValue(name, out int number))
        {
            WriteNumber((ulong)number);
            return;
        }

        _names.Add(name, _names.Count + 1);
        WriteNumber(0);
        WriteText(name);
    }

    private void WriteText(string text)
    {
        int length = Encoding.UTF8.GetByteCount(text);
        WriteNumber((ulong)length);
        Encoding.UTF8.GetBytes(text, _bytes.GetSpan(length));
        _bytes.Advance(length);
    }

    private void WriteSigned(long value) => WriteNumber((ulong)((value << 1) ^ (value >> 63)));

    private void WriteNumber(ulong value)
    {
        Span<byte> bytes = _bytes.GetSpan(10);
        int length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            bytes[length++] = (byte)(value | 0x80);
        }

        bytes[length++] = (byte)value;
        _bytes.Advance(length);
    }
}
