using System.Globalization;
using System.Text;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Exchange;

/// <summary>Reads what <see cref="CsvWriter"/> wrote: columns by the names of the header, in any order. Without a kind a value is a number or
/// a boolean when it looks like one.</summary>
internal sealed class CsvParser : IReadingParser
{
    private const string Required = "time, device, metric and value";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<string> _fields = [];
    private Dictionary<string, int>? _columns;

    public ReadingLine Read(ReadOnlySpan<byte> record)
    {
        string text;
        try
        {
            text = Strict.GetString(record);
        }
        catch (DecoderFallbackException)
        {
            return ReadingLine.Wrong("it is not valid UTF-8");
        }

        if (text.Length == 0 || text == "\uFEFF")
        {
            return default;
        }

        if (!Split(text))
        {
            return new ReadingLine(null, "a quote is not closed, or something stands behind a closed one", IsMisquoted: true);
        }

        return _columns is null ? ReadHeader() : _fields.Count == _columns.Count ? ReadFields() : ReadingLine.Wrong(
            $"it has {_fields.Count} columns, and the header {_columns.Count}");
    }

    private ReadingLine ReadHeader()
    {
        var columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        for (int index = 0; index < _fields.Count; index++)
        {
            if (!columns.TryAdd(_fields[index].Trim('\uFEFF', ' '), index))
            {
                return Fatal($"the header names '{_fields[index]}' twice");
            }
        }

        bool isComplete = columns.ContainsKey("time") && columns.ContainsKey("device") && columns.ContainsKey("metric") && columns.ContainsKey("value");
        _columns = columns;
        return isComplete ? default : Fatal(columns.ContainsKey("mean")
            ? "these are condensed readings; only raw ones can be imported"
            : $"the first line must name the columns, {Required} at least");
    }

    // Without a header nothing that follows can be understood.
    private static ReadingLine Fatal(string fault) => throw new FormatException(fault);

    private ReadingLine ReadFields()
    {
        if (!DateTimeOffset.TryParseExact(
            Field("time"), ReadingTimes.Formats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out DateTimeOffset time))
        {
            return ReadingLine.Wrong(ReadingTimes.Rule);
        }

        if (QualityNames.Parse(Field("quality")) is not { } quality)
        {
            return ReadingLine.Wrong("'quality' must be good, uncertain, time_estimated or time_corrected");
        }

        string? fault = ReadValue(Field("kind"), Field("value"), out MetricValue value);
        return fault is null
            ? ReadingLine.Of(Unmarked(Field("device")), Unmarked(Field("metric")), time, value, quality)
            : ReadingLine.Wrong(fault);
    }

    private string Field(string column) => _columns is { } columns && columns.TryGetValue(column, out int index) ? _fields[index] : "";

    private static string Unmarked(string text) => text.StartsWith('\'') ? text[1..] : text;

    private static string? ReadValue(string kind, string text, out MetricValue value)
    {
        value = default;
        switch (kind)
        {
            case "boolean" or "" when text is "true" or "false":
                value = text == "true";
                return null;
            case "number" or "" when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number):
                value = number;
                return null;
            case "text" or "" when Unmarked(text) is { Length: <= MetricValue.MaximumTextLength } plain:
                value = plain;
                return null;
            case "text" or "":
                return $"a text has at most {MetricValue.MaximumTextLength} characters";
            case "number" or "boolean":
                return $"'value' is no {kind}";
            default:
                return "'kind' must be number, boolean or text";
        }
    }

    // RFC 4180; false when it is not.
    private bool Split(string text)
    {
        _fields.Clear();
        for (int place = 0; place <= text.Length; place++)
        {
            if (place < text.Length && text[place] == '"')
            {
                int end = place + 1;
                while (end < text.Length && (text[end] != '"' || (end + 1 < text.Length && text[end + 1] == '"')))
                {
                    end += text[end] == '"' ? 2 : 1;
                }

                if (end >= text.Length || (end + 1 < text.Length && text[end + 1] != ','))
                {
                    return false;
                }

                _fields.Add(text[(place + 1)..end].Replace("\"\"", "\"", StringComparison.Ordinal));
                place = end + 1;
                continue;
            }

            int comma = text.IndexOf(',', place);
            int stop = comma < 0 ? text.Length : comma;
            _fields.Add(text[place..stop]);
            place = stop;
        }

        return true;
    }
}
