using PiHub.Sdk.Readings;
using Quartz;

namespace PiHub.Automations.Definitions;

/// <summary>Says what is wrong with a trigger.</summary>
internal static class TriggerRules
{
    public static void Check(AutomationTrigger trigger, string path, Faults faults)
    {
        switch (trigger.Type)
        {
            case "metric":
                AutomationRules.Device(trigger.Device, path, faults);
                faults.Length(trigger.Metric, path + ".metric", 1, 255);
                CheckMetric(trigger, path, faults);
                break;
            case "event":
                AutomationRules.Device(trigger.Device, path, faults);
                CheckEvent(trigger, path, faults);
                break;
            case "device":
                AutomationRules.Device(trigger.Device, path, faults);
                faults.OneOf(trigger.Is, path + ".is", "offline", "online");
                faults.Range(trigger.ForS, path + ".for_s", 0, AutomationRules.MaximumSeconds);
                break;
            case "time":
                CheckCron(trigger.Cron, path + ".cron", faults);
                break;
            case "sun":
                faults.OneOf(trigger.Is, path + ".is", "sunrise", "sunset");
                faults.Range(trigger.OffsetMinutes, path + ".offset_minutes", -720, 720);
                break;
            default:
                faults.OneOf(trigger.Type, path + ".type", "metric", "event", "device", "time", "sun");
                break;
        }
    }

    private static void CheckMetric(AutomationTrigger trigger, string path, Faults faults)
    {
        if (!faults.OneOf(trigger.Is, path + ".is", "above", "below", "equals", "changes"))
        {
            return;
        }

        bool isLimit = trigger.Is is "above" or "below";
        MetricValue? value = ValueText.Read(trigger.Value);
        if (isLimit)
        {
            faults.Expect(value?.Kind == MetricValueKind.Number, path + ".value", "is a number");
            faults.Range(trigger.Hysteresis, path + ".hysteresis", 0, double.MaxValue);
        }
        else
        {
            faults.Expect(trigger.Is == "changes" || value is not null, path + ".value", "is a number, true, false or a text of at most 255 characters");
            faults.Expect(trigger.Hysteresis is null or 0, path + ".hysteresis", "is for 'above' and 'below' only");
        }

        faults.Range(trigger.ForS, path + ".for_s", 0, AutomationRules.MaximumSeconds);
        faults.Expect(trigger.Is != "changes" || trigger.ForS is null or 0, path + ".for_s", "is not for 'changes': a change has no duration");
    }

    private static void CheckEvent(AutomationTrigger trigger, string path, Faults faults)
    {
        faults.Expect(
            trigger.Event is { Length: > 0 and <= 64 } name
                && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'),
            path + ".event",
            "is 1 to 64 characters: a-z, 0-9 and '_'");
        if (trigger.Field is not null)
        {
            faults.Length(trigger.Field, path + ".field", 1, 255);
            faults.Expect(ValueText.Read(trigger.EqualTo) is not null, path + ".equals", "is a number, true, false or a text of at most 255 characters");
        }
        else
        {
            faults.Expect(trigger.EqualTo is null, path + ".field", "names the field that 'equals' is about");
        }
    }

    private static void CheckCron(string? cron, string path, Faults faults)
    {
        if (!faults.Expect(!string.IsNullOrWhiteSpace(cron) && cron.Length <= 200, path, "is a cron expression, e.g. '0 30 6 ? * MON-FRI' for 06:30 on working days"))
        {
            return;
        }

        try
        {
            _ = new CronExpression(cron ?? "");
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            faults.Add(path, $"is no cron expression: {exception.Message} It has six or seven fields, seconds first, e.g. '0 30 6 ? * MON-FRI'");
        }
    }
}
