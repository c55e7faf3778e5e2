using System.Globalization;

namespace PiHub.PluginHost.Jobs;

/// <summary>Says a schedule in words: the usual forms as people would, the rest as what it is.</summary>
internal static class ScheduleWords
{
    private const string Unusual = "by its cron expression";
    private static readonly string[] Days = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
    private static readonly string[] ShortDays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    public static string Of(TimeSpan interval)
    {
        (double count, string unit) = interval switch
        {
            _ when interval.Ticks % TimeSpan.TicksPerDay == 0 => (interval.TotalDays, "day"),
            _ when interval.Ticks % TimeSpan.TicksPerHour == 0 => (interval.TotalHours, "hour"),
            _ when interval.Ticks % TimeSpan.TicksPerMinute == 0 => (interval.TotalMinutes, "minute"),
            _ => (interval.TotalSeconds, "second"),
        };
        return count == 1 ? $"every {unit}" : string.Create(CultureInfo.InvariantCulture, $"every {count:0.###} {unit}s");
    }

    public static string Of(string cron)
    {
        string[] fields = cron.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields is not [var second, var minute, var hour, var day, var month, var weekday, ..] || month != "*"
            || (fields.Length == 7 && fields[6] != "*"))
        {
            return Unusual;
        }

        string? days = DaysOf(day, weekday);
        if (days is null)
        {
            return Unusual;
        }

        return TimesOf(second, minute, hour, days) is { } times
            ? times
            : PeriodOf(second, minute, hour) is { } period ? days == "every day" ? period : $"{period}, {days}" : Unusual;
    }

    // "every day at 02:30", "Monday to Friday at 08:00 and 12:00"
    private static string? TimesOf(string second, string minute, string hour, string days)
    {
        string[] hours = hour.Split(',');
        if (Number(second, 59) is not { } s || Number(minute, 59) is not { } m || !hours.All(text => Number(text, 23) is not null))
        {
            return null;
        }

        string rest = s == 0 ? $":{m:00}" : $":{m:00}:{s:00}";
        return $"{days} at {Join([.. hours.Select(text => $"{Number(text, 23):00}{rest}")])}";
    }

    private static string? PeriodOf(string second, string minute, string hour) => (second, minute, hour) switch
    {
        ("*", "*", "*") => "every second",
        (_, "*", "*") when Step(second) is { } step => Every(step, "second"),
        ("0", "*", "*") => "every minute",
        ("0", _, "*") when Step(minute) is { } step => Every(step, "minute"),
        ("0", _, "*") when Number(minute, 59) is { } at => $"every hour at minute {at}",
        ("0", _, _) when Step(hour) is { } step && Number(minute, 59) is { } at => $"{Every(step, "hour")} at minute {at}",
        _ => null,
    };

    private static string? DaysOf(string day, string weekday) => (day, weekday) switch
    {
        ("*" or "?", "*" or "?") => "every day",
        ("L", "*" or "?") => "on the last day of the month",
        (_, "*" or "?") when Number(day, 31) is { } number => $"on day {number} of the month",
        ("*" or "?", _) => WeekdaysOf(weekday),
        _ => null,
    };

    private static string? WeekdaysOf(string weekday)
    {
        string?[] ends = [.. weekday.Split('-').Select(Weekday)];
        if (ends is [{ } first, { } last])
        {
            return $"{first} to {last}";
        }

        string?[] names = [.. weekday.Split(',').Select(Weekday)];
        return names.Contains(null) ? null : $"every {Join([.. names.OfType<string>()])}";
    }

    // Quartz counts from 1, Sunday.
    private static string? Weekday(string text)
    {
        int index = Number(text, 7) is >= 1 and var number ? number - 1 : Array.IndexOf(ShortDays, text);
        return index < 0 ? null : Days[index];
    }

    private static int? Step(string field) => field.Split('/') is ["*" or "0", var step] ? Number(step, 59) : null;

    private static string Every(int count, string unit) => count == 1 ? $"every {unit}" : $"every {count} {unit}s";

    private static int? Number(string text, int maximum) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= maximum ? number : null;

    private static string Join(string[] parts) =>
        parts.Length == 1 ? parts[0] : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";
}
