using System.Globalization;

namespace PiHub.Sdk.Readings;

/// <summary>Reads RFC 3339 date-times, section 5.6: a date, <c>T</c> or a space, a time, and a zone.</summary>
internal static class Rfc3339
{
    private const int MaximumFractionDigits = 7;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ssK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ssK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>Reads a date-time; one without a zone is refused, because it would mean another instant on each machine.</summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        string normal = CutFraction(text.Replace('t', 'T').Replace('z', 'Z'));
        bool hasZone = normal.EndsWith('Z') || (normal.Length > 6 && normal[^6] is '+' or '-' && normal[^3] == ':');
        return hasZone
            && DateTimeOffset.TryParseExact(normal, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out time);
    }

    // Any number of digits is allowed, and nanoseconds are common; .NET reads seven.
    private static string CutFraction(string text)
    {
        int start = text.IndexOf('.', StringComparison.Ordinal) + 1;
        int end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        int surplus = end - start - MaximumFractionDigits;
        return start > 0 && surplus > 0 ? text.Remove(start + MaximumFractionDigits, surplus) : text;
    }
}
