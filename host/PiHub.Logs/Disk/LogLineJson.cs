using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;

namespace PiHub.Logs.Disk;

/// <summary>A line of the log as a line of a file.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(JsonStringEnumConverter<LogLevel>)])]
[JsonSerializable(typeof(LogLine))]
internal sealed partial class LogLineJson : JsonSerializerContext
{
    // No page shows the files, so that only what JSON itself demands is escaped.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream stream, LogLine line)
    {
        using (var writer = new Utf8JsonWriter(stream, Plain))
        {
            JsonSerializer.Serialize(writer, line, Default.LogLine);
        }

        stream.WriteByte((byte)'\n');
    }

    /// <summary>Reads a line; null when it is none, as the last one before a power cut may be.</summary>
    public static LogLine? Read(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, Default.LogLine);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
