using System.Text.Json;
using PiHub.Automations.Storage;
using PiHub.Sdk.Bus;

namespace PiHub.Automations.Definitions;

/// <summary>Says what is wrong with an automation.</summary>
internal static class AutomationRules
{
    /// <summary>How many triggers, conditions and actions there may be, of each.</summary>
    public const int MaximumParts = 10;

    /// <summary>The longest duration that counts, in seconds: a day.</summary>
    public const double MaximumSeconds = 86_400;

    /// <summary>What is wrong, by the path of the field; empty when nothing is.</summary>
    public static IReadOnlyDictionary<string, string[]> Check(Automation automation)
    {
        var faults = new Faults();
        faults.Length(automation.Name, "name", 1, 100);
        faults.Range(automation.CooldownS, "cooldown_s", 0, MaximumSeconds);
        Each(automation.Triggers, "triggers", 1, faults, TriggerRules.Check);
        Each(automation.Conditions, "conditions", 0, faults, ConditionRules.Check);
        Each(automation.Actions, "actions", 1, faults, (action, path, found) => ActionRules.Check(action, automation, path, found));
        faults.Expect(IsWritable(automation), "", "a text in it is not valid Unicode (half of a surrogate pair)");
        return faults.All;
    }

    /// <summary>Checks the device that a part names.</summary>
    public static void Device(string? device, string path, Faults faults) =>
        faults.Expect(DeviceTopic.IsValidId(device), path + ".device", device is null ? "choose a device" : DeviceTopic.IdRule);

    // Arguments and values are kept as they came, and "\ud800" can be read but not written.
    private static bool IsWritable(Automation automation)
    {
        try
        {
            JsonSerializer.SerializeToUtf8Bytes(automation, AutomationJson.Default.Automation);
            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    private static void Each<T>(IReadOnlyList<T>? parts, string path, int minimum, Faults faults, Action<T, string, Faults> check)
        where T : class
    {
        int count = parts?.Count ?? 0;
        if (!faults.Expect(
            count >= minimum && count <= MaximumParts, path, $"has {minimum} to {MaximumParts} entries; there are {count}"))
        {
            return;
        }

        for (int index = 0; index < count; index++)
        {
            // JSON may have null where an object belongs.
            if (parts?[index] is { } part)
            {
                check(part, $"{path}[{index}]", faults);
            }
            else
            {
                faults.Add($"{path}[{index}]", "is an object");
            }
        }
    }
}
