using PiHub.Automations.Runs;

namespace PiHub.Api.Automations;

/// <summary>A part of an automation's history.</summary>
/// <param name="Runs">Its runs, the newest first.</param>
/// <param name="Next">What to give as <c>before</c> for the runs before these; null when there are none.</param>
internal sealed record AutomationRunPage(IReadOnlyList<AutomationRun> Runs, long? Next);
