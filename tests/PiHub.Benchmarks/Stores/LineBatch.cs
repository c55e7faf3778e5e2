using System.Buffers.Text;
using System.Text;
using PiHub.Benchmarks.Load;

namespace PiHub.Benchmarks.Stores;

/// <summary>Samples in InfluxDB's line protocol: <c>m,device=meter power=1.5,voltage=230.1 1767225600000</c>.</summary>
internal sealed class LineBatch(IReadingSource source)
{
    /// <summary>The measurement that all samples belong to.</summary>
    public const string Measurement = "m";

    /// <summary>Readings in a batch, as many as a transaction of <see cref="SqliteRows"/> has.</summary>
    private const int BatchReadings = 10_000;

    private const int LongestNumber = 32;

    private readonly byte[] _head = Encoding.UTF8.GetBytes($"{Measurement},device={source.Device} ");
    private readonly byte[][] _names = [.. source.Metrics.Select((metric, index) => Encoding.UTF8.GetBytes($"{(index > 0 ? "," : "")}{metric}="))];
    private readonly double[] _values = new double[source.Metrics.Count];

    /// <summary>The next batch; null when there is none.</summary>
    public byte[]? Next()
    {
        int lineBytes = _head.Length + _names.Sum(name => name.Length + LongestNumber) + LongestNumber;
        int lines = Math.Max(1, BatchReadings / _names.Length);
        byte[] bytes = new byte[lineBytes * lines];
        int length = 0;
        for (int line = 0; line < lines && source.TryRead(out long timeMs, _values); line++)
        {
            length += Write(bytes.AsSpan(length), timeMs);
        }

        return length == 0 ? null : bytes[..length];
    }

    private int Write(Span<byte> line, long timeMs)
    {
        _head.CopyTo(line);
        int length = _head.Length;
        for (int index = 0; index < _names.Length; index++)
        {
            _names[index].CopyTo(line[length..]);
            length += _names[index].Length;
            Utf8Formatter.TryFormat(_values[index], line[length..], out int digits);
            length += digits;
        }

        line[length++] = (byte)' ';
        Utf8Formatter.TryFormat(timeMs, line[length..], out int timeDigits);
        length += timeDigits;
        line[length++] = (byte)'\n';
        return length;
    }
}
