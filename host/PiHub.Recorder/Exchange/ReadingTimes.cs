namespace PiHub.Recorder.Exchange;

/// <summary>How times are written in files.</summary>
internal static class ReadingTimes
{
    /// <summary>The rule in words, for error messages.</summary>
    public const string Rule = "'time' must be RFC 3339 with a zone, e.g. 2026-01-31T12:00:00.000Z";

    public static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ssK",
    ];
}
