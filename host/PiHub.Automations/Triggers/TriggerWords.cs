using System.Globalization;
using PiHub.Automations.Definitions;

namespace PiHub.Automations.Triggers;

/// <summary>Says in words what sets an automation off.</summary>
internal static class TriggerWords
{
    public static string Of(AutomationTrigger trigger) => trigger.Type switch
    {
        "metric" when trigger.Is == "changes" => $"{trigger.Device} {trigger.Metric} changed",
        "metric" when trigger.Is == "equals" => $"{trigger.Device} {trigger.Metric} became {Value(trigger)}{For(trigger)}",
        "metric" => $"{trigger.Device} {trigger.Metric} went {trigger.Is} {Value(trigger)}{For(trigger)}",
        "event" when trigger.Field is not null => $"event {trigger.Event} of {trigger.Device} with {trigger.Field} {ValueText.Read(trigger.EqualTo)}",
        "event" => $"event {trigger.Event} of {trigger.Device}",
        "device" => $"{trigger.Device} went {trigger.Is}{For(trigger)}",
        "time" => $"time {trigger.Cron}",
        "sun" when trigger.OffsetMinutes is { } offset and not 0 => string.Create(
            CultureInfo.InvariantCulture, $"{Math.Abs(offset)} min {(offset < 0 ? "before" : "after")} {trigger.Is}"),
        _ => trigger.Is ?? "",
    };

    private static string Value(AutomationTrigger trigger) => ValueText.Read(trigger.Value)?.ToString() ?? "";

    private static string For(AutomationTrigger trigger) => trigger.ForS is { } seconds and > 0
        ? string.Create(CultureInfo.InvariantCulture, $" for {seconds} s")
        : "";
}
