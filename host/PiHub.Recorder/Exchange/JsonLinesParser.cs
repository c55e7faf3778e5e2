using System.Text.Json;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Exchange;

/// <summary>Reads what <see cref="JsonLinesWriter"/> wrote; further properties do not matter.</summary>
internal sealed class JsonLinesParser : IReadingParser
{
    public ReadingLine Read(ReadOnlySpan<byte> record)
    {
        record = record.StartsWith("\uFEFF"u8) ? record["\uFEFF"u8.Length..] : record;
        if (record.Trim(" \t\r"u8).IsEmpty)
        {
            return default;
        }

        try
        {
            var reader = new Utf8JsonReader(record);
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind == JsonValueKind.Object && !reader.Read()
                ? Read(document.RootElement)
                : ReadingLine.Wrong("a line must be a JSON object");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            // InvalidOperationException: a text that is not valid UTF-16 once unescaped.
            return ReadingLine.Wrong("it is not valid JSON: " + exception.Message);
        }
    }

    private static ReadingLine Read(JsonElement reading)
    {
        if (Text(reading, "device") is not { } device || Text(reading, "metric") is not { } metric)
        {
            return ReadingLine.Wrong("'device' and 'metric' must be texts");
        }

        if (!TryReadTime(reading, out DateTimeOffset time))
        {
            return ReadingLine.Wrong(SamplePayload.TimeRule);
        }

        if (QualityNames.Parse(Text(reading, "quality") ?? "") is not { } quality)
        {
            return ReadingLine.Wrong("'quality' must be good, uncertain, time_estimated or time_corrected");
        }

        if (!reading.TryGetProperty("value", out JsonElement value))
        {
            return ReadingLine.Wrong(reading.TryGetProperty("mean", out _)
                ? "this is a condensed reading; only raw ones can be imported"
                : "'value' is missing");
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                return ReadingLine.Of(device, metric, time, value.GetBoolean(), quality);
            case JsonValueKind.Number when value.TryGetDouble(out double number) && double.IsFinite(number):
                return ReadingLine.Of(device, metric, time, number, quality);
            case JsonValueKind.String when value.GetString() is { Length: <= MetricValue.MaximumTextLength } text:
                return ReadingLine.Of(device, metric, time, text, quality);
            default:
                return ReadingLine.Wrong($"'value' must be a finite number, a boolean or a text of at most {MetricValue.MaximumTextLength} characters");
        }
    }

    private static string? Text(JsonElement reading, string name) =>
        reading.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool TryReadTime(JsonElement reading, out DateTimeOffset time)
    {
        time = default;
        if (!reading.TryGetProperty("time", out JsonElement value))
        {
            return false;
        }

        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(value.GetRawText()));
        return reader.Read() && SamplePayload.TryReadTime(ref reader, out time);
    }
}
