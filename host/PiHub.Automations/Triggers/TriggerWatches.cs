using PiHub.Automations.Definitions;
using PiHub.Automations.Sun;

namespace PiHub.Automations.Triggers;

/// <summary>Makes the watches of an automation's triggers.</summary>
internal static class TriggerWatches
{
    /// <param name="triggers">Checked triggers.</param>
    /// <param name="phases">Where they were left, by <see cref="KeyOf"/>.</param>
    /// <param name="clock">The hub's clock.</param>
    /// <param name="settled">See <see cref="DeviceWatch"/>.</param>
    public static IReadOnlyList<TriggerWatch> Create(
        IReadOnlyList<AutomationTrigger> triggers, IReadOnlyDictionary<string, CrossingPhase> phases, HubClock clock, DateTimeOffset settled) =>
        [.. triggers.Select(trigger => Create(trigger, phases.GetValueOrDefault(KeyOf(trigger)), clock, settled))];

    /// <summary>Tells a trigger's kept state from that of another: all that it watches for.</summary>
    public static string KeyOf(AutomationTrigger trigger) =>
        $"{trigger.Type}/{trigger.Device}/{trigger.Metric}/{trigger.Is}/{ValueText.Read(trigger.Value)}/{trigger.Hysteresis ?? 0:R}";

    private static TriggerWatch Create(AutomationTrigger trigger, CrossingPhase phase, HubClock clock, DateTimeOffset settled) =>
        trigger.Type switch
        {
            "metric" => new MetricWatch(trigger, phase),
            "event" => new EventWatch(trigger),
            "device" => new DeviceWatch(trigger, phase, settled),
            _ => new ClockWatch(trigger, clock),
        };
}
