using System.Globalization;
using PiHub.Automations.Definitions;
using PiHub.Automations.Runs;
using PiHub.Automations.Sun;
using PiHub.Devices;
using PiHub.Sdk.Readings;

namespace PiHub.Automations.Conditions;

/// <summary>Says whether conditions hold now.</summary>
internal sealed class ConditionCheck(IReadings readings, DeviceRegistry devices, HubClock clock)
{
    public ConditionOutcome Check(AutomationCondition condition) => condition.Type switch
    {
        "metric" => CheckMetric(condition),
        "time" => CheckTime(condition),
        "device" => CheckDevice(condition),
        _ => CheckSun(condition),
    };

    private ConditionOutcome CheckMetric(AutomationCondition condition)
    {
        MetricValue? wanted = ValueText.Read(condition.Value);
        string words = $"{condition.Device} {condition.Metric} {condition.Is?.Replace('_', ' ')} {wanted}";
        Reading? latest = readings.Latest(condition.Device).FirstOrDefault(reading => reading.Metric == condition.Metric);
        if (latest is null || wanted is not { } value)
        {
            return new ConditionOutcome(words, Met: false, "it has no value");
        }

        TimeSpan age = clock.Now - latest.Time;
        if (age > TimeSpan.FromSeconds(condition.MaxAgeS ?? ConditionRules.DefaultMaximumAgeSeconds))
        {
            return new ConditionOutcome(words, Met: false, string.Create(
                CultureInfo.InvariantCulture, $"its value {latest.Value} is {(long)age.TotalSeconds} s old"));
        }

        bool isMet = condition.Is switch
        {
            "above" => latest.Value.Number > value.Number,
            "below" => latest.Value.Number < value.Number,
            "equals" => ValueText.AreEqual(latest.Value, value),
            _ => !ValueText.AreEqual(latest.Value, value),
        };
        return new ConditionOutcome(words, isMet, $"it is {latest.Value}");
    }

    private ConditionOutcome CheckTime(AutomationCondition condition)
    {
        DateTime local = TimeZoneInfo.ConvertTime(clock.Now, clock.Zone).DateTime;
        string days = condition.Weekdays is { Count: > 0 } weekdays ? string.Join(", ", weekdays) : "";
        string times = condition.After is null && condition.Before is null ? "" : $"{condition.After ?? "00:00"}–{condition.Before ?? "24:00"}";
        return new ConditionOutcome(
            string.Join(' ', new[] { days, times }.Where(part => part.Length > 0)),
            TimeWindow.Of(condition).Contains(local),
            string.Create(CultureInfo.InvariantCulture, $"it is {ConditionRules.Weekdays[(int)local.DayOfWeek]} {local:HH:mm}"));
    }

    private ConditionOutcome CheckDevice(AutomationCondition condition)
    {
        Availability? found = condition.Device is { } id ? devices.Find(id)?.Availability : null;
        bool isMet = found == (condition.Is == "online" ? Availability.Online : Availability.Offline);
        return new ConditionOutcome(
            $"{condition.Device} {condition.Is}",
            isMet,
            found switch
            {
                Availability.Online => "it is online",
                Availability.Offline => "it is offline",
                Availability.Unknown => "it has not said whether it is there",
                _ => "there is no such device",
            });
    }

    private ConditionOutcome CheckSun(AutomationCondition condition)
    {
        string words = condition.Is == "night" ? "between sunset and sunrise" : "between sunrise and sunset";
        if (clock.Place is not { } place)
        {
            return new ConditionOutcome(words, Met: false, "the hub's location is not set");
        }

        bool isNight = SunPosition.AltitudeDegrees(clock.Now, place) < SunPosition.HorizonDegrees;
        return new ConditionOutcome(words, isNight == (condition.Is == "night"), isNight ? "it is night" : "it is day");
    }
}
