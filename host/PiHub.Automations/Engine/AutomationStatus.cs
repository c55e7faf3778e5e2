using PiHub.Automations.Runs;

namespace PiHub.Automations.Engine;

/// <summary>An automation at one moment.</summary>
/// <param name="State">How it stands.</param>
/// <param name="Reason">Why it stands so; null when there is nothing to say.</param>
/// <param name="Next">When a time of it is due next; null when none is.</param>
/// <param name="Last">Its last run; null when there was none.</param>
/// <param name="SuppressedCount">How often it was set off during its cooldown, or repeatedly while its conditions did not hold, since the
/// hub started: without a run in the history.</param>
/// <param name="DroppedCount">How often it was set off while too many runs waited already, since the hub started.</param>
public sealed record AutomationStatus(
    AutomationState State, string? Reason, DateTimeOffset? Next, AutomationRun? Last, long SuppressedCount, long DroppedCount);
