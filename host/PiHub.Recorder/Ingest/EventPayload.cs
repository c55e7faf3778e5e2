using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Ingest;

/// <summary>The JSON form of an event on <c>pihub/&lt;device&gt;/event</c>: an object with a <c>type</c>, optionally a <c>time</c>, and
/// whatever else the device has to tell.</summary>
public static class EventPayload
{
    /// <summary>The rule for types in words, for error messages.</summary>
    public const string TypeRule = "'type' must be a text of 1 to 64 characters: a-z, 0-9 and '_'";

    private const int MaximumTypeLength = 64;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a payload.</summary>
    /// <param name="payload">UTF-8 JSON.</param>
    /// <param name="device">The device of the topic.</param>
    /// <param name="receivedAt">The time to take when the payload has none.</param>
    /// <param name="deviceEvent">The event, with the payload as it came.</param>
    /// <param name="error">What is wrong, for the publisher.</param>
    /// <returns>False when the payload is not an event.</returns>
    public static bool TryRead(
        ReadOnlySpan<byte> payload,
        string device,
        DateTimeOffset receivedAt,
        [NotNullWhen(true)] out DeviceEvent? deviceEvent,
        [NotNullWhen(false)] out string? error)
    {
        deviceEvent = null;
        string? type = null;
        DateTimeOffset time = receivedAt;
        try
        {
            var reader = new Utf8JsonReader(payload);
            reader.Read();
            error = reader.TokenType == JsonTokenType.StartObject
                ? ReadObject(ref reader, ref type, ref time)
                : "the payload must be a JSON object with a 'type'";
            if (error is null && type is null)
            {
                error = TypeRule;
            }

            if (error is null)
            {
                // Throws JsonException for anything behind the object.
                reader.Read();
                deviceEvent = new DeviceEvent { Device = device, Time = time, Type = type ?? "", Payload = StrictUtf8.GetString(payload) };
                return true;
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            // InvalidOperationException: a property name that is not valid UTF-16 once unescaped.
            error = "the payload is not valid JSON: " + exception.Message;
        }

        return false;
    }

    /// <summary>Whether a type follows <see cref="TypeRule"/>.</summary>
    internal static bool IsValidType(string? type) =>
        type is { Length: > 0 and <= MaximumTypeLength }
        && type.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    private static string? ReadObject(ref Utf8JsonReader reader, ref string? type, ref DateTimeOffset time)
    {
        bool hasTime = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            bool isType = reader.ValueTextEquals("type");
            bool isTime = reader.ValueTextEquals("time");
            if (isType ? type is not null : isTime && hasTime)
            {
                return $"'{(isType ? "type" : "time")}' is given twice";
            }

            reader.Read();
            if (isType)
            {
                type = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                if (!IsValidType(type))
                {
                    return TypeRule;
                }
            }
            else if (isTime)
            {
                hasTime = true;
                if (!SamplePayload.TryReadTime(ref reader, out time))
                {
                    return SamplePayload.TimeRule;
                }
            }
            else
            {
                reader.Skip();
            }
        }

        return null;
    }
}
