using System.Globalization;
using System.Text;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Tests.LineProtocol;

/// <summary>A line as a server reads it: by the grammar of line protocol, not by the encoder.</summary>
internal sealed record ParsedLine(
    string Measurement, IReadOnlyList<(string Key, string Value)> Tags, IReadOnlyList<(string Key, MetricValue Value)> Fields, long Time)
{
    /// <summary>Reads all lines of a request.</summary>
    public static IReadOnlyList<ParsedLine> All(ReadOnlySpan<byte> request)
    {
        string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(request);
        var lines = new List<ParsedLine>();
        for (int at = 0; at < text.Length;)
        {
            lines.Add(One(text, ref at));
        }

        return lines;
    }

    private static ParsedLine One(string text, ref int at)
    {
        string measurement = Name(text, ref at, ", ", ", ");
        var tags = new List<(string, string)>();
        while (text[at] == ',')
        {
            at++;
            string key = Name(text, ref at, "=", ", =");
            at++;
            tags.Add((key, Name(text, ref at, ", ", ", =")));
        }

        var fields = new List<(string, MetricValue)>();
        do
        {
            at++;
            string key = Name(text, ref at, "=", ", =");
            at++;
            fields.Add((key, Value(text, ref at)));
        }
        while (text[at] == ',');

        int end = text.IndexOf('\n', at);
        long time = long.Parse(text.AsSpan(at + 1, end - at - 1), NumberStyles.None, CultureInfo.InvariantCulture);
        at = end + 1;
        return new ParsedLine(measurement, tags, fields, time);
    }

    private static string Name(string text, ref int at, string ends, string special)
    {
        var name = new StringBuilder();
        for (; !ends.Contains(text[at]); at++)
        {
            if (text[at] == '\\' && special.Contains(text[at + 1]))
            {
                at++;
            }

            name.Append(text[at]);
        }

        return name.ToString();
    }

    private static MetricValue Value(string text, ref int at)
    {
        if (text[at] != '"')
        {
            int start = at;
            at = text.IndexOfAny([',', ' '], at);
            string word = text[start..at];
            return word is "true" or "false" ? word == "true" : double.Parse(word, NumberStyles.Float, CultureInfo.InvariantCulture);
        }

        var value = new StringBuilder();
        for (at++; text[at] != '"'; at++)
        {
            if (text[at] == '\\' && text[at + 1] is ('"' or '\\'))
            {
                at++;
            }

            value.Append(text[at]);
        }

        at++;
        return value.ToString();
    }
}
