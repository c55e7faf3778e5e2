using System.Buffers;
using System.Text.Json;
using PiHub.Recorder.Series;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Exchange;

/// <summary>Writes one JSON object a line. Reading a reading's line gives the same value, bit by bit. One caller at a time.</summary>
public sealed class JsonLinesWriter : IReadingWriter, IDisposable
{
    private static readonly JsonEncodedText Time = JsonEncodedText.Encode("time");
    private static readonly JsonEncodedText Device = JsonEncodedText.Encode("device");
    private static readonly JsonEncodedText Metric = JsonEncodedText.Encode("metric");
    private static readonly JsonEncodedText Value = JsonEncodedText.Encode("value");
    private static readonly JsonEncodedText Quality = JsonEncodedText.Encode("quality");

    private readonly Utf8JsonWriter _json = new(new ArrayBufferWriter<byte>());

    /// <inheritdoc/>
    public void Begin(IBufferWriter<byte> output, bool isCondensed)
    {
        // Lines name what is in them.
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output, string device, string metric, ReadingRun run)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(run);
        JsonEncodedText deviceName = JsonEncodedText.Encode(device);
        JsonEncodedText metricName = JsonEncodedText.Encode(metric);
        for (int index = 0; index < run.Count; index++)
        {
            _json.Reset(output);
            _json.WriteStartObject();
            WriteTime(UnixTime.ToTime(run.Times[index]));
            _json.WriteString(Device, deviceName);
            _json.WriteString(Metric, metricName);
            _json.WritePropertyName(Value);
            SamplePayload.Write(_json, run.ValueAt(index));
            if (run.FlagsAt(index).Quality is not ReadingQuality.Good and var quality)
            {
                _json.WriteString(Quality, QualityNames.Of(quality));
            }

            End(output);
        }
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output, string device, string metric, ReadingBucket bucket)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(bucket);
        _json.Reset(output);
        _json.WriteStartObject();
        WriteTime(bucket.Time);
        _json.WriteString(Device, device);
        _json.WriteString(Metric, metric);
        _json.WriteNumber("count"u8, bucket.Count);
        _json.WriteNumber("min"u8, bucket.Minimum);
        _json.WriteNumber("max"u8, bucket.Maximum);
        _json.WriteNumber("mean"u8, bucket.Mean);
        _json.WriteNumber("first"u8, bucket.First);
        _json.WriteNumber("last"u8, bucket.Last);
        if (bucket.Increase is { } increase)
        {
            _json.WriteNumber("increase"u8, increase);
        }

        End(output);
    }

    /// <summary>Gives its buffer back.</summary>
    public void Dispose() => _json.Dispose();

    private void WriteTime(DateTimeOffset time)
    {
        Span<char> text = stackalloc char[24];
        time.UtcDateTime.TryFormat(text, out int length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
        _json.WriteString(Time, text[..length]);
    }

    private void End(IBufferWriter<byte> output)
    {
        _json.WriteEndObject();
        _json.Flush();
        output.Write("\n"u8);
    }
}
