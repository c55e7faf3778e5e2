using PiHub.Automations.Definitions;
using PiHub.Automations.Engine;
using PiHub.Automations.Runs;
using PiHub.Automations.Storage;

namespace PiHub.Api.Automations;

/// <summary>An automation as the API shows it.</summary>
internal sealed record AutomationResponse
{
    public required string Id { get; init; }

    /// <summary>Rises with each change; in quotes it is the entity tag.</summary>
    public required long Version { get; init; }

    public required string Name { get; init; }

    public required bool Enabled { get; init; }

    public required IReadOnlyList<AutomationTrigger> Triggers { get; init; }

    public required IReadOnlyList<AutomationCondition> Conditions { get; init; }

    public required IReadOnlyList<AutomationAction> Actions { get; init; }

    public required double CooldownS { get; init; }

    public required AutomationState State { get; init; }

    /// <summary>Why it stands so; null when there is nothing to say.</summary>
    public string? Reason { get; init; }

    /// <summary>When a time of it is due next; null when none is.</summary>
    public DateTimeOffset? Next { get; init; }

    public AutomationRun? LastRun { get; init; }

    /// <summary>How often it was set off without a run in the history, since the hub started: in its cooldown, or repeatedly with conditions
    /// that did not hold.</summary>
    public required long Suppressed { get; init; }

    /// <summary>How often it was set off while too many runs waited, since the hub started.</summary>
    public required long Dropped { get; init; }

    public static AutomationResponse Of(StoredAutomation automation, AutomationStatus? status) => new()
    {
        Id = automation.Id,
        Version = automation.Version,
        Name = automation.Definition.Name ?? automation.Id,
        Enabled = automation.Definition.Enabled,
        Triggers = automation.Definition.Triggers ?? [],
        Conditions = automation.Definition.Conditions ?? [],
        Actions = automation.Definition.Actions ?? [],
        CooldownS = automation.Definition.CooldownS,
        State = status?.State ?? AutomationState.Off,
        Reason = status?.Reason,
        Next = status?.Next,
        LastRun = status?.Last,
        Suppressed = status?.SuppressedCount ?? 0,
        Dropped = status?.DroppedCount ?? 0,
    };
}
