using System.Buffers;
using System.Globalization;
using System.Text;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.LineProtocol;

/// <summary>Makes lines: one per sample, with the device as a tag and each metric as a field. One caller at a time.</summary>
/// <remarks>Numbers are written as floats, so that a field keeps its type when a value happens to be whole.</remarks>
internal sealed class LineEncoder
{
    private const string DevicePlaceholder = "{device}";

    // Devices name themselves; beyond so many the beginnings are made again.
    private const int MaximumPrefixes = 4_096;

    private readonly Dictionary<string, byte[]> _prefixes = new(StringComparer.Ordinal);
    private readonly string _measurement;
    private readonly KeyValuePair<string, string>[] _tags;

    /// <summary>Creates it.</summary>
    /// <param name="measurement">The measurement; <c>{device}</c> stands for the device.</param>
    /// <param name="tags">Tags besides the device.</param>
    public LineEncoder(string measurement, IEnumerable<KeyValuePair<string, string>> tags) => (_measurement, _tags) = (measurement, [.. tags]);

    /// <summary>Begins a line; a field must follow.</summary>
    public void Begin(IBufferWriter<byte> output, string device)
    {
        if (!_prefixes.TryGetValue(device, out byte[]? prefix))
        {
            if (_prefixes.Count >= MaximumPrefixes)
            {
                _prefixes.Clear();
            }

            _prefixes.Add(device, prefix = PrefixOf(device));
        }

        output.Write(prefix);
    }

    /// <summary>Writes a field.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="isFirst">Whether it is the line's first.</param>
    /// <param name="metric">The field's name.</param>
    /// <param name="value">Its value.</param>
    public static void Field(IBufferWriter<byte> output, bool isFirst, string metric, MetricValue value)
    {
        output.Write(isFirst ? " "u8 : ","u8);
        Escape(output, metric, ", =");
        output.Write("="u8);
        switch (value.Kind)
        {
            case MetricValueKind.Text:
                output.Write("\""u8);
                Escape(output, value.Text ?? "", "\"\\");
                output.Write("\""u8);
                break;
            case MetricValueKind.Boolean:
                output.Write(value.Boolean == true ? "true"u8 : "false"u8);
                break;
            default:
                Span<byte> number = output.GetSpan(32);
                value.Number.GetValueOrDefault().TryFormat(number, out int length, "R", CultureInfo.InvariantCulture);
                output.Advance(length);
                break;
        }
    }

    /// <summary>Ends a line.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="milliseconds">The time since 1970 UTC.</param>
    public static void End(IBufferWriter<byte> output, long milliseconds)
    {
        output.Write(" "u8);
        Span<byte> number = output.GetSpan(20);
        milliseconds.TryFormat(number, out int length, provider: CultureInfo.InvariantCulture);
        output.Advance(length);
        output.Write("\n"u8);
    }

    private byte[] PrefixOf(string device)
    {
        var output = new ArrayBufferWriter<byte>();
        Escape(output, _measurement.Replace(DevicePlaceholder, device, StringComparison.Ordinal), ", ");

        // Servers like tags in order.
        foreach ((string key, string value) in _tags.Append(KeyValuePair.Create("device", device)).OrderBy(tag => tag.Key, StringComparer.Ordinal))
        {
            output.Write(","u8);
            Escape(output, key, ", =");
            output.Write("="u8);
            Escape(output, value, ", =");
        }

        return output.WrittenSpan.ToArray();
    }

    private static void Escape(IBufferWriter<byte> output, ReadOnlySpan<char> text, ReadOnlySpan<char> special)
    {
        for (int next = text.IndexOfAny(special); next >= 0; next = text.IndexOfAny(special))
        {
            Encoding.UTF8.GetBytes(text[..next], output);
            output.Write("\\"u8);
            Encoding.UTF8.GetBytes(text.Slice(next, 1), output);
            text = text[(next + 1)..];
        }

        Encoding.UTF8.GetBytes(text, output);
    }
}
