using System.Net;
using System.Text.Json;

namespace PiHub.Recorder.LineProtocol;

/// <summary>Understands what InfluxDB 1.x, 2.x and those who speak like them answer.</summary>
internal static class AnswerReader
{
    private const int MaximumMessageLength = 300;

    // As the servers put it, 1.x and 2.x.
    private static readonly string[] AboutLines =
    [
        "partial write", "field type conflict", "schema conflict", "unable to parse", "beyond retention", "outside retention",
        "invalid field format", "missing fields", "max-values-per-tag", "max-series-per-database",
    ];

    /// <summary>Reads an answer.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="body">The beginning of the body.</param>
    /// <param name="retryAfter">What the header Retry-After asks for.</param>
    public static WriteAnswer Read(HttpStatusCode status, string body, TimeSpan? retryAfter)
    {
        int code = (int)status;
        string said = Said(body);
        string message = said.Length == 0 ? $"The server answers {code}." : $"The server answers {code}: {said}";
        return code switch
        {
            >= 200 and < 300 => WriteAnswer.Done,
            400 or 422 => new WriteAnswer(WriteOutcome.Refused, message)
            {
                IsAboutLines = Contains(said, AboutLines),
                IsTypeConflict = Contains(said, "field type conflict", "schema conflict"),
            },
            413 => new WriteAnswer(WriteOutcome.TooLarge, message) { IsAboutLines = true },
            401 => Denied("check User and Password, or Token"),
            403 => Denied("the user or token must be allowed to write there"),
            404 => Denied("check Database or Bucket, which must exist, and Url"),
            408 or 429 or >= 500 => new WriteAnswer(WriteOutcome.Later, message) { RetryAfter = retryAfter },
            _ => Denied("check Url and Version"),
        };

        WriteAnswer Denied(string remedy) => new(WriteOutcome.Denied, $"{message} Remedy: {remedy} ({LineProtocolOptions.Path}).");
    }

    private static bool Contains(string said, params ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            if (said.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // {"error":"…"} by 1.x, {"code":"…","message":"…"} by 2.x, plain text by others.
    private static string Said(string body)
    {
        string text = body;
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (string name in (ReadOnlySpan<string>)["error", "message"])
                {
                    if (document.RootElement.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String)
                    {
                        text = value.GetString() ?? "";
                        break;
                    }
                }
            }
        }
        catch (JsonException)
        {
            // Plain text, or a proxy's page.
        }

        string line = string.Concat(text.Trim().Select(c => char.IsControl(c) ? ' ' : c));
        return line.Length <= MaximumMessageLength ? line : line[..MaximumMessageLength] + "…";
    }
}
