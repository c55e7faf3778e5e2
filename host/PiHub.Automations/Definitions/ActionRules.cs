using System.Text;
using System.Text.Json;
using PiHub.Automations.Actions;
using PiHub.Sdk.Bus;

namespace PiHub.Automations.Definitions;

/// <summary>Says what is wrong with an action.</summary>
internal static class ActionRules
{
    private const int MaximumPayloadBytes = 64 * 1024;
    private const int MaximumTopicBytes = 1_000;

    public static void Check(AutomationAction action, Automation automation, string path, Faults faults)
    {
        switch (action.Type)
        {
            case "publish":
                CheckTopic(action.Topic, automation, path + ".topic", faults);
                faults.Expect(
                    Encoding.UTF8.GetByteCount(action.Payload ?? "") <= MaximumPayloadBytes, path + ".payload", "has at most 64 KiB");
                CheckTemplate(action.Payload, path + ".payload", faults);
                break;
            case "command":
                AutomationRules.Device(action.Device, path, faults);
                faults.Expect(DeviceTopic.IsValidId(action.Command), path + ".command", "choose a command");
                faults.Expect(
                    action.Arguments is null or { ValueKind: JsonValueKind.Object or JsonValueKind.Null }, path + ".arguments", "are a JSON object");
                faults.Expect(
                    action.Arguments is null || action.Arguments.Value.GetRawText().Length <= MaximumPayloadBytes, path + ".arguments", "have at most 64 KiB");
                break;
            case "notify":
                faults.OneOf(action.Severity, path + ".severity", "info", "warning", "error");
                faults.Length(action.Title, path + ".title", 1, 200);
                faults.Length(action.Text, path + ".text", 0, 2_000);
                CheckTemplate(action.Title, path + ".title", faults);
                CheckTemplate(action.Text, path + ".text", faults);
                break;
            case "job":
                faults.Length(action.Plugin, path + ".plugin", 1, 63);
                faults.Length(action.Job, path + ".job", 1, 63);
                break;
            default:
                faults.OneOf(action.Type, path + ".type", "publish", "command", "notify", "job");
                break;
        }
    }

    private static void CheckTemplate(string? text, string path, Faults faults)
    {
        if (Template.UnknownIn(text) is { } unknown)
        {
            faults.Add(path, $"knows {{value}}, {{device}}, {{metric}} and {{time}}, but not {unknown}");
        }
    }

    private static void CheckTopic(string? topic, Automation automation, string path, Faults faults)
    {
        if (!faults.Expect(!string.IsNullOrEmpty(topic) && Encoding.UTF8.GetByteCount(topic) <= MaximumTopicBytes, path, "has 1 to 1,000 bytes")
            || topic is null)
        {
            return;
        }

        faults.Expect(topic.IndexOfAny(['+', '#', '\0', '{', '}']) < 0, path, "has no '+', '#', '{' or '}': one topic, as it is");
        faults.Expect(
            topic[0] != '$' && topic != "pihub/$hub" && !topic.StartsWith("pihub/$hub/", StringComparison.Ordinal),
            path,
            "is the hub's own; choose one outside of '$…' and 'pihub/$hub'");
        if (DeviceTopic.TrySplit(topic, out string? device, out string? channel) && channel is "state" or "event")
        {
            string? heard = automation.Triggers?.FirstOrDefault(trigger => trigger?.Device == device && Hears(trigger, channel))?.Type;
            faults.Expect(heard is null, path, $"would set off this automation itself: a trigger listens to '{device}'");
        }
    }

    private static bool Hears(AutomationTrigger trigger, string channel) => trigger.Type == (channel == "state" ? "metric" : "event");
}
