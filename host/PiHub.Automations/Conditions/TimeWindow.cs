using PiHub.Automations.Definitions;

namespace PiHub.Automations.Conditions;

/// <summary>A window of local time, which may reach over midnight, on some weekdays; these say when it begins.</summary>
/// <remarks>It looks at what a clock on the wall shows, so an hour that clocks leave out or repeat is out or in as a whole.</remarks>
internal readonly record struct TimeWindow(TimeOnly? After, TimeOnly? Before, IReadOnlyCollection<DayOfWeek> Weekdays)
{
    public static TimeWindow Of(AutomationCondition condition) => new(
        ConditionRules.TryReadTime(condition.After, out TimeOnly after) ? after : null,
        ConditionRules.TryReadTime(condition.Before, out TimeOnly before) ? before : null,
        [.. (condition.Weekdays ?? []).Select(day => (DayOfWeek)Array.IndexOf(ConditionRules.Weekdays, day))]);

    public bool Contains(DateTime local)
    {
        TimeOnly now = TimeOnly.FromDateTime(local);
        TimeOnly begin = After ?? TimeOnly.MinValue;
        bool isOverMidnight = Before is { } end && end < begin;
        bool isIn = isOverMidnight ? now >= begin || now < Before : now >= begin && (Before is null || now < Before);
        DayOfWeek begun = isOverMidnight && now < Before ? local.AddDays(-1).DayOfWeek : local.DayOfWeek;
        return isIn && (Weekdays.Count == 0 || Weekdays.Contains(begun));
    }
}
