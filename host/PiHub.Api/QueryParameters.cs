using System.Globalization;
using System.Text.RegularExpressions;

namespace PiHub.Api;

/// <summary>Reads the parameters of a query string from their text and collects what is wrong, by parameter.</summary>
/// <remarks>Read here and not by the framework, whose times need no zone and whose errors do not name the parameter.</remarks>
internal sealed partial class QueryParameters
{
    private const string TimeRule =
        "is a time with a zone, RFC 3339, e.g. 2026-01-31T00:00:00Z; write the '+' of a zone as %2B";

    private readonly List<(string Name, string Text)> _mistakes = [];

    /// <summary>What is wrong; empty when nothing is.</summary>
    public Dictionary<string, string[]> Errors => _mistakes
        .GroupBy(mistake => mistake.Name, mistake => mistake.Text, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    /// <summary>Notes that a parameter is wrong.</summary>
    public void Refuse(string name, string text) => _mistakes.Add((name, text));

    /// <summary>A time in UTC; null when none is given or it is wrong.</summary>
    public DateTimeOffset? Time(string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (Rfc3339().IsMatch(text) && DateTimeOffset.TryParse(
            text.ToUpperInvariant(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out DateTimeOffset time))
        {
            return time;
        }

        Refuse(name, $"{name} {TimeRule}");
        return null;
    }

    /// <summary>A whole number; null when none is given or it is wrong.</summary>
    public int? Number(string name, string? text, int minimum, int maximum)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= minimum && number <= maximum)
        {
            return number;
        }

        Refuse(name, $"{name} is a whole number, {minimum} to {maximum}");
        return null;
    }

    // Section 5.6.
    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})\z")]
    private static partial Regex Rfc3339();
}
