using System.Text.Json;
using PiHub.Automations.Actions;
using PiHub.Automations.Definitions;
using PiHub.Recorder;
using PiHub.Sdk.Readings;

namespace PiHub.Automations.Triggers;

/// <summary>Watches for an event of a device.</summary>
internal sealed class EventWatch(AutomationTrigger trigger) : TriggerWatch(trigger)
{
    private readonly MetricValue? _wanted = ValueText.Read(trigger.EqualTo);

    public override void OnEvent(DeviceEvent deviceEvent, DateTimeOffset now)
    {
        if (deviceEvent.Type != Trigger.Event)
        {
            return;
        }

        MetricValue? value = Trigger.Field is { } field ? Read(deviceEvent.Payload, field) : null;
        if (Trigger.Field is null || (value is { } found && _wanted is { } wanted && ValueText.AreEqual(found, wanted)))
        {
            Fired(new Circumstances(
                TriggerWords.Of(Trigger), deviceEvent.Device, deviceEvent.Type, value?.ToString() ?? "", deviceEvent.Time));
        }
    }

    private static MetricValue? Read(string payload, string field)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(payload);
            return document.RootElement.TryGetProperty(field, out JsonElement value) ? ValueText.Read(value) : null;
        }
        catch (JsonException)
        {
            return null; // deeper than is read here
        }
    }
}
