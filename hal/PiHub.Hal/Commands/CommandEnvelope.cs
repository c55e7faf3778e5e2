using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace PiHub.Hal.Commands;

/// <summary>A command's payload: <c>{id, arguments, expires_at}</c>.</summary>
/// <param name="Id">The caller's id, 1 to 64 characters.</param>
/// <param name="Arguments">A JSON object; <c>Undefined</c> when none were given.</param>
/// <param name="ExpiresAt">Not to be carried out later; null: no limit.</param>
internal sealed record CommandEnvelope(string Id, JsonElement Arguments, DateTimeOffset? ExpiresAt)
{
    public const int MaximumIdLength = 64;

    private const string TimeRule =
        "'expires_at' must be RFC 3339 with a zone (2026-01-31T12:00:00.000Z) or whole milliseconds since 1970";

    /// <summary>Reads a payload; the error is for the caller.</summary>
    public static bool TryRead(
        ReadOnlyMemory<byte> payload,
        [NotNullWhen(true)] out CommandEnvelope? envelope,
        [NotNullWhen(false)] out string? error)
    {
        envelope = null;
        try
        {
            using var document = JsonDocument.Parse(payload);
            error = Read(document.RootElement, out envelope);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is not valid UTF-16 once unescaped.
            error = "the command is not valid JSON: " + exception.Message;
        }

        return error is null;
    }

    private static string? Read(JsonElement root, out CommandEnvelope? envelope)
    {
        envelope = null;
        if (root.ValueKind != JsonValueKind.Object)
        {
            return "the command must be a JSON object {id, arguments, expires_at}";
        }

        string? id = root.TryGetProperty("id", out JsonElement idElement) && idElement.ValueKind == JsonValueKind.String
            ? idElement.GetString()
            : null;
        if (id is null or { Length: 0 or > MaximumIdLength })
        {
            return $"'id' must be a text of 1 to {MaximumIdLength} characters";
        }

        JsonElement arguments = default;
        if (root.TryGetProperty("arguments", out JsonElement given) && given.ValueKind != JsonValueKind.Null)
        {
            if (given.ValueKind != JsonValueKind.Object)
            {
                return "'arguments' must be a JSON object";
            }

            arguments = given.Clone();
        }

        DateTimeOffset? expiresAt = null;
        if (root.TryGetProperty("expires_at", out JsonElement expires) && expires.ValueKind != JsonValueKind.Null)
        {
            expiresAt = ReadTime(expires);
            if (expiresAt is null)
            {
                return TimeRule;
            }
        }

        envelope = new CommandEnvelope(id, arguments, expiresAt);
        return null;
    }

    private static DateTimeOffset? ReadTime(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Number)
        {
            return element.TryGetInt64(out long milliseconds)
                && milliseconds >= 0 && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
                    ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
                    : null;
        }

        // Without a zone it would mean another instant on each machine.
        return element.ValueKind == JsonValueKind.String
            && element.GetString() is { Length: > 6 } text
            && (text.EndsWith('Z') || (text[^6] is '+' or '-' && text[^3] == ':'))
            && element.TryGetDateTimeOffset(out DateTimeOffset time)
                ? time
                : null;
    }
}
