using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PiHub.Conventions.Tests.Settings;

/// <summary>How a default is written in documentation.</summary>
internal static partial class DefaultText
{
    private static readonly string[] Nothing = ["empty", "none", "null", "not set"];

    /// <summary>The canonical spelling.</summary>
    public static string Of(object? value) => value switch
    {
        null => "none",
        "" => "empty",
        string text => text,
        bool truth => truth ? "true" : "false",
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        IEnumerable items => items.Cast<object?>().ToArray() is { Length: > 0 } some ? string.Join(", ", some.Select(Of)) : "empty",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>Whether a documented text gives this value; what follows in brackets or after a mark is explanation.</summary>
    public static bool Says(string documented, object? value) =>
        IsExactly(documented, value) || IsExactly(Explanation().Replace(documented, ""), value);

    private static bool IsExactly(string documented, object? value)
    {
        string text = documented.TrimEnd('.').Trim();
        string real = Of(value);
        return text.Equals(real, StringComparison.OrdinalIgnoreCase)
            || (real is "none" or "empty" && Nothing.Contains(text, StringComparer.OrdinalIgnoreCase))
            || (value is TimeSpan span && ParseDuration(text) == span)
            || (value is not (null or string or TimeSpan) && ParseQuantity(text) is { } number
                && real == number.ToString(CultureInfo.InvariantCulture));
    }

    private static decimal? ParseQuantity(string text)
    {
        Match match = Quantity().Match(text);
        return !match.Success || !decimal.TryParse(Separator().Replace(match.Groups[1].Value, ""), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
            ? null
            : match.Groups[2].Value switch
            {
                "KiB" => number * 1024,
                "MiB" => number * 1024 * 1024,
                "GiB" => number * 1024 * 1024 * 1024,
                _ => number,
            };
    }

    private static TimeSpan? ParseDuration(string text)
    {
        Match match = Quantity().Match(text);
        if (!match.Success || !double.TryParse(match.Groups[1].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
        {
            return null;
        }

        return match.Groups[2].Value switch
        {
            "ms" or "milliseconds" => TimeSpan.FromMilliseconds(number),
            "s" or "second" or "seconds" => TimeSpan.FromSeconds(number),
            "min" or "minute" or "minutes" => TimeSpan.FromMinutes(number),
            "h" or "hour" or "hours" => TimeSpan.FromHours(number),
            "d" or "day" or "days" => TimeSpan.FromDays(number),
            _ => null,
        };
    }

    [GeneratedRegex(@"\s*([(;]|, [a-z]).*$", RegexOptions.Singleline)]
    private static partial Regex Explanation();

    [GeneratedRegex(@"^(-?[\d., _]*\d)\s*([A-Za-z%/]*)$")]
    private static partial Regex Quantity();

    [GeneratedRegex(@"[, _](?=\d{3}(?!\d))")]
    private static partial Regex Separator();
}
