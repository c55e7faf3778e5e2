using System.Buffers;
using System.Globalization;
using System.Text;
using PiHub.Recorder.Series;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Exchange;

/// <summary>Writes CSV as RFC 4180 has it, with a header and UTF-8. Reading a reading's line gives the same value, bit by bit.</summary>
/// <remarks>A spreadsheet takes a cell that begins with =, +, -, @, a tab or a line break for a formula. Texts and names that do, and those
/// that begin with an apostrophe, are written with an apostrophe in front, which <see cref="ReadingImport"/> takes away again.</remarks>
public sealed class CsvWriter : IReadingWriter
{
    internal const string ReadingHeader = "time,device,metric,kind,value,quality";
    internal const string BucketHeader = "time,device,metric,count,min,max,mean,first,last,increase";

    // A line but for its names and text: six separators, a time, a number and three words.
    private const int LineBytes = 128;
    private const int TimeBytes = 24;

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    /// <summary>Whether a spreadsheet may take a text for a formula, or the mark against that is to be kept.</summary>
    internal static bool NeedsMark(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '\'';

    /// <inheritdoc/>
    public void Begin(IBufferWriter<byte> output, bool isCondensed) =>
        Encoding.UTF8.GetBytes((isCondensed ? BucketHeader : ReadingHeader) + "\r\n", output);

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output, string device, string metric, ReadingRun run)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(run);
        byte[] names = Encoding.UTF8.GetBytes($",{Field(device)},{Field(metric)},");
        for (int index = 0; index < run.Count; index++)
        {
            ReadingFlags flags = run.FlagsAt(index);
            byte[]? text = flags.Kind == MetricValueKind.Text ? Encoding.UTF8.GetBytes(Field(run.TextAt(index) ?? "")) : null;
            Span<byte> line = output.GetSpan(LineBytes + names.Length + (text?.Length ?? 0));
            int length = WriteTime(line, run.Times[index]);
            names.CopyTo(line[length..]);
            length += names.Length;
            length += Copy(line[length..], KindName(flags.Kind));
            length += text is not null ? Copy(line[length..], text) : WriteNumber(line[length..], run.Numbers[index], flags.Kind);
            length += Copy(line[length..], ","u8);
            length += Encoding.UTF8.GetBytes(QualityNames.Of(flags.Quality), line[length..]);
            output.Advance(length + Copy(line[length..], "\r\n"u8));
        }
    }

    /// <inheritdoc/>
    public void Write(IBufferWriter<byte> output, string device, string metric, ReadingBucket bucket)
    {
        ArgumentNullException.ThrowIfNull(bucket);
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{bucket.Time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.fff'Z'},{Field(device)},{Field(metric)},{bucket.Count},{bucket.Minimum:R},"
            + $"{bucket.Maximum:R},{bucket.Mean:R},{bucket.First:R},{bucket.Last:R},{bucket.Increase:R}\r\n");
        Encoding.UTF8.GetBytes(line, output);
    }

    private static string Field(string text)
    {
        string marked = NeedsMark(text) ? $"'{text}" : text;
        return marked.AsSpan().ContainsAny(Quoted) ? $"\"{marked.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : marked;
    }

    private static ReadOnlySpan<byte> KindName(MetricValueKind kind) => kind switch
    {
        MetricValueKind.Text => "text,"u8,
        MetricValueKind.Boolean => "boolean,"u8,
        _ => "number,"u8,
    };

    private static int WriteTime(Span<byte> line, long milliseconds)
    {
        UnixTime.ToTime(milliseconds).UtcDateTime.TryFormat(line, out _, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        return TimeBytes;
    }

    private static int WriteNumber(Span<byte> line, double number, MetricValueKind kind)
    {
        if (kind == MetricValueKind.Boolean)
        {
            return Copy(line, number != 0 ? "true"u8 : "false"u8);
        }

        number.TryFormat(line, out int length, "R", CultureInfo.InvariantCulture);
        return length;
    }

    private static int Copy(Span<byte> line, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(line);
        return bytes.Length;
    }
}
