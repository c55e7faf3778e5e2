using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using System.Xml;

namespace PiHub.Settings.Schemas;

/// <summary>Durations as JSON Schema's format <c>duration</c> writes them (RFC 3339 appendix A), without years, months and weeks.</summary>
internal static partial class IsoDuration
{
    public static string Write(TimeSpan duration) => XmlConvert.ToString(duration);

    public static bool TryRead([NotNullWhen(true)] string? text, out TimeSpan duration)
    {
        duration = default;
        if (text is null || !Form().IsMatch(text))
        {
            return false;
        }

        try
        {
            duration = XmlConvert.ToTimeSpan(text);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return false; // more than .NET's 10,675,199 days
        }
    }

    /// <summary>The same for people, in the largest unit that fits, e.g. <c>90 s</c> or <c>2 h</c>.</summary>
    public static string Say(TimeSpan duration) => duration switch
    {
        { Ticks: 0 } => "0 s",
        _ when duration.Ticks % TimeSpan.TicksPerDay == 0 => FormattableString.Invariant($"{duration.TotalDays} d"),
        _ when duration.Ticks % TimeSpan.TicksPerHour == 0 => FormattableString.Invariant($"{duration.TotalHours} h"),
        _ when duration.Ticks % TimeSpan.TicksPerMinute == 0 => FormattableString.Invariant($"{duration.TotalMinutes} min"),
        _ when duration.Ticks % TimeSpan.TicksPerSecond == 0 => FormattableString.Invariant($"{duration.TotalSeconds} s"),
        _ => FormattableString.Invariant($"{duration.TotalMilliseconds} ms"),
    };

    [GeneratedRegex(@"^-?P(?=[0-9T])([0-9]{1,8}D)?(T(?=[0-9])([0-9]{1,9}H)?([0-9]{1,10}M)?([0-9]{1,12}(\.[0-9]{1,7})?S)?)?\z")]
    private static partial Regex Form();
}
