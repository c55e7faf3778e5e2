using System.Globalization;
using PiHub.Sdk.Readings;

namespace PiHub.Automations.Definitions;

/// <summary>Says what is wrong with a condition.</summary>
internal static class ConditionRules
{
    /// <summary>How old a latest value may be when a condition does not say.</summary>
    public const double DefaultMaximumAgeSeconds = 3_600;

    private const double MaximumAgeSeconds = 366 * 86_400.0;

    /// <summary>The weekdays' names, Sunday first, as <see cref="DayOfWeek"/> counts.</summary>
    public static readonly string[] Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    public static void Check(AutomationCondition condition, string path, Faults faults)
    {
        switch (condition.Type)
        {
            case "metric":
                AutomationRules.Device(condition.Device, path, faults);
                faults.Length(condition.Metric, path + ".metric", 1, 255);
                CheckMetric(condition, path, faults);
                break;
            case "time":
                CheckTime(condition, path, faults);
                break;
            case "device":
                AutomationRules.Device(condition.Device, path, faults);
                faults.OneOf(condition.Is, path + ".is", "online", "offline");
                break;
            case "sun":
                faults.OneOf(condition.Is, path + ".is", "night", "day");
                break;
            default:
                faults.OneOf(condition.Type, path + ".type", "metric", "time", "device", "sun");
                break;
        }
    }

    /// <summary>Reads a time of day, <c>HH:mm</c>.</summary>
    public static bool TryReadTime(string? text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static void CheckMetric(AutomationCondition condition, string path, Faults faults)
    {
        faults.Range(condition.MaxAgeS, path + ".max_age_s", 1, MaximumAgeSeconds);
        if (!faults.OneOf(condition.Is, path + ".is", "above", "below", "equals", "not_equals"))
        {
            return;
        }

        MetricValue? value = ValueText.Read(condition.Value);
        faults.Expect(
            condition.Is is "above" or "below" ? value?.Kind == MetricValueKind.Number : value is not null,
            path + ".value",
            condition.Is is "above" or "below" ? "is a number" : "is a number, true, false or a text of at most 255 characters");
    }

    private static void CheckTime(AutomationCondition condition, string path, Faults faults)
    {
        bool hasTimes = condition.After is not null || condition.Before is not null;
        faults.Expect(hasTimes || condition.Weekdays is { Count: > 0 }, path + ".after", "give a time of day, or weekdays");
        faults.Expect(condition.After is null || TryReadTime(condition.After, out _), path + ".after", "is a time of day, HH:mm");
        faults.Expect(condition.Before is null || TryReadTime(condition.Before, out _), path + ".before", "is a time of day, HH:mm");
        faults.Expect(condition.After is null || condition.After != condition.Before, path + ".before", "is another time than 'after'");
        for (int index = 0; index < (condition.Weekdays?.Count ?? 0); index++)
        {
            faults.OneOf(condition.Weekdays?[index], $"{path}.weekdays[{index}]", Weekdays);
        }
    }
}
