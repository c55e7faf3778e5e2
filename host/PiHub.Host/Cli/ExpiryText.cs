using System.Globalization;

namespace PiHub.Host.Cli;

/// <summary>Reads when a key shall end: <c>90d</c>, <c>12h</c>, <c>2027-01-01</c> or a whole time with a zone.</summary>
internal static class ExpiryText
{
    public const string Rule = "it is a number of days or hours from now, e.g. 90d or 12h, a day, e.g. 2027-01-01 (its start here), "
        + "or a time with a zone, e.g. 2027-01-01T12:00:00Z.";

    private const int MaximumNumber = 100_000; // the hub says what is too long

    /// <summary>The instant that a text means; null when it means none.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="time">The clock and the zone of days.</param>
    public static DateTimeOffset? Parse(string text, TimeProvider time)
    {
        if (text.Length > 1 && text[^1] is 'd' or 'h'
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number is > 0 and <= MaximumNumber)
        {
            return time.GetUtcNow() + (text[^1] == 'd' ? TimeSpan.FromDays(number) : TimeSpan.FromHours(number));
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            var start = day.ToDateTime(TimeOnly.MinValue);
            return new DateTimeOffset(start, time.LocalTimeZone.GetUtcOffset(start)).ToUniversalTime();
        }

        return DateTimeOffset.TryParseExact(
            text, ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset instant)
            && HasZone(text) ? instant.ToUniversalTime() : null;
    }

    private static bool HasZone(string text) => text[^1] == 'Z' || text[^6] is '+' or '-';
}
