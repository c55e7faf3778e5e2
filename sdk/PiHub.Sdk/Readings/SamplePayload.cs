using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace PiHub.Sdk.Readings;

/// <summary>The JSON form of a sample on <c>pihub/&lt;device&gt;/state</c>.</summary>
/// <remarks>
/// An object of metrics, e.g. <c>{"time":"2026-01-01T00:00:00.000Z","l1":{"voltage_rms":230.1}}</c>. Values are numbers, booleans or
/// texts; nested objects flatten with a dot; null means "no value" and is left out. <c>time</c> is optional: RFC 3339 with a zone, or
/// whole milliseconds since 1970. Since 0.1.
/// </remarks>
public static class SamplePayload
{
    /// <summary>The most metrics in one sample.</summary>
    public const int MaximumMetrics = 512;

    /// <summary>The longest metric name, dots included, in characters.</summary>
    public const int MaximumNameLength = 128;

    /// <summary>The rule for times in words, for error messages.</summary>
    public const string TimeRule = "'time' must be RFC 3339 with a zone (2026-01-31T12:00:00.000Z) or whole milliseconds since 1970";

    private const int MaximumDepth = 8;
    private const string TimeName = "time";

    /// <summary>Reads a payload.</summary>
    /// <param name="payload">UTF-8 JSON.</param>
    /// <param name="device">The device of the topic.</param>
    /// <param name="receivedAt">The time to take when the payload has none.</param>
    /// <param name="sample">The sample; its time is cut to the millisecond.</param>
    /// <param name="error">What is wrong, for the publisher.</param>
    /// <returns>False when the payload is not a sample.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> payload,
        string device,
        DateTimeOffset receivedAt,
        [NotNullWhen(true)] out Sample? sample,
        [NotNullWhen(false)] out string? error)
    {
        sample = null;
        var metrics = new Dictionary<string, MetricValue>(StringComparer.Ordinal);
        DateTimeOffset? time = null;
        try
        {
            var reader = new Utf8JsonReader(payload);
            reader.Read();
            error = reader.TokenType == JsonTokenType.StartObject
                ? ReadObject(ref reader, prefix: "", metrics, ref time)
                : "the payload must be a JSON object of metrics";
            if (error is null)
            {
                // Throws for anything behind the object.
                reader.Read();
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string token that is not valid UTF-16 once unescaped.
            error = "the payload is not valid JSON: " + exception.Message;
        }

        if (error is null && metrics.Count == 0)
        {
            error = "the payload has no metrics";
        }

        if (error is not null)
        {
            return false;
        }

        sample = new Sample { Device = device, Time = CutToMillisecond(time ?? receivedAt), Metrics = metrics };
        return true;
    }

    /// <summary>Writes a payload; metric names with dots stay flat, which reads back the same.</summary>
    /// <param name="time">When it was measured.</param>
    /// <param name="metrics">Values by metric name.</param>
    /// <returns>UTF-8 JSON.</returns>
    public static byte[] Write(DateTimeOffset time, IReadOnlyDictionary<string, MetricValue> metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var buffer = new ArrayBufferWriter<byte>(64 + (metrics.Count * 32));
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString(TimeName, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            foreach ((string name, MetricValue value) in metrics)
            {
                writer.WritePropertyName(name);
                Write(writer, value);
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Writes one value as JSON: a number, a boolean or a string.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="value">The value.</param>
    public static void Write(Utf8JsonWriter writer, MetricValue value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        switch (value.Kind)
        {
            case MetricValueKind.Text:
                writer.WriteStringValue(value.Text);
                break;
            case MetricValueKind.Boolean:
                writer.WriteBooleanValue(value.Boolean == true);
                break;
            default:
                writer.WriteNumberValue(value.Number.GetValueOrDefault());
                break;
        }
    }

    /// <summary>Reads a time as samples and events carry it, see <see cref="TimeRule"/>.</summary>
    /// <param name="reader">Stands on the value.</param>
    /// <param name="time">The instant, UTC.</param>
    /// <returns>False when it is no time, has no zone, or is before 1970.</returns>
    /// <exception cref="InvalidOperationException">The text is not valid Unicode.</exception>
    public static bool TryReadTime(ref Utf8JsonReader reader, out DateTimeOffset time)
    {
        time = default;
        switch (reader.TokenType)
        {
            case JsonTokenType.Number when reader.TryGetInt64(out long milliseconds)
                && milliseconds >= 0 && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds():
                time = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
                return true;
            case JsonTokenType.String when reader.GetString() is { } text:
                return Rfc3339.TryParse(text, out time) && time >= DateTimeOffset.UnixEpoch;
            default:
                return false;
        }
    }

    private static string? ReadObject(
        ref Utf8JsonReader reader, string prefix, Dictionary<string, MetricValue> metrics, ref DateTimeOffset? time)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            string name = prefix + reader.GetString();
            reader.Read();
            string? error = name == TimeName
                ? ReadTime(ref reader, ref time)
                : ReadMetric(ref reader, name, metrics, ref time);
            if (error is not null)
            {
                return error;
            }
        }

        return null;
    }

    private static string? ReadMetric(
        ref Utf8JsonReader reader, string name, Dictionary<string, MetricValue> metrics, ref DateTimeOffset? time)
    {
        if (NameError(name) is { } nameError)
        {
            return nameError;
        }

        MetricValue value;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when reader.CurrentDepth >= MaximumDepth:
                return $"'{name}' is an object in more than {MaximumDepth} levels";
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, name + ".", metrics, ref time);
            case JsonTokenType.Null:
                return null;
            case JsonTokenType.True or JsonTokenType.False:
                value = reader.GetBoolean();
                break;
            case JsonTokenType.Number when reader.TryGetDouble(out double number) && double.IsFinite(number):
                value = number;
                break;
            case JsonTokenType.Number:
                return $"the number of '{name}' is too large";
            case JsonTokenType.String when reader.GetString() is { Length: <= MetricValue.MaximumTextLength } text:
                value = text;
                break;
            case JsonTokenType.String:
                return $"the text of '{name}' is longer than {MetricValue.MaximumTextLength} characters";
            default:
                return $"'{name}' is a list; a metric is a number, a boolean, a text or an object of metrics";
        }

        if (!metrics.TryAdd(name, value))
        {
            return $"'{name}' is given twice";
        }

        return metrics.Count <= MaximumMetrics ? null : $"there are more than {MaximumMetrics} metrics";
    }

    private static string? ReadTime(ref Utf8JsonReader reader, ref DateTimeOffset? time)
    {
        if (time is not null)
        {
            return $"'{TimeName}' is given twice";
        }

        if (!TryReadTime(ref reader, out DateTimeOffset given))
        {
            return TimeRule;
        }

        time = given;
        return null;
    }

    internal static string? NameError(string name)
    {
        if (name.Length > MaximumNameLength)
        {
            // Cut, because the publisher's own text goes into logs and reason strings.
            return $"the metric name '{Printable(name[..32])}…' must have 1 to {MaximumNameLength} characters, not {name.Length}";
        }

        if (name.Length == 0 || name.StartsWith('.') || name.EndsWith('.'))
        {
            return $"the metric name '{Printable(name)}' must have 1 to {MaximumNameLength} characters and no dot at its ends";
        }

        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.'))
            {
                return $"the metric name '{Printable(name)}' has a character other than letters, digits, '_', '-' and '.'";
            }
        }

        return null;
    }

    private static string Printable(string name) => string.Concat(name.Select(c => char.IsControl(c) ? '?' : c));

    private static DateTimeOffset CutToMillisecond(DateTimeOffset time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
