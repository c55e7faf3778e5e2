using System.Text.Json;
using PiHub.Automations.Definitions;

namespace PiHub.Automations.Tests;

/// <summary>Automations that are right, to be made wrong or to be run.</summary>
internal static class Samples
{
    public static Automation Automation(AutomationTrigger trigger, params AutomationAction[] actions) => new()
    {
        Name = "Test",
        Triggers = [trigger],
        Actions = actions.Length > 0 ? actions : [Notify()],
    };

    public static AutomationTrigger Metric(string how, object value, double hysteresis = 0, double forS = 0) => new()
    {
        Type = "metric", Device = "meter", Metric = "power", Is = how, Value = JsonSerializer.SerializeToElement(value), Hysteresis = hysteresis, ForS = forS,
    };

    public static AutomationAction Notify(string title = "{device} {metric} {value}") => new() { Type = "notify", Severity = "info", Title = title };

    public static AutomationAction Publish(string topic, string payload) => new() { Type = "publish", Topic = topic, Payload = payload };
}
