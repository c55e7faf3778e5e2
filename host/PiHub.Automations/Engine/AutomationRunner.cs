using PiHub.Automations.Actions;
using PiHub.Automations.Conditions;
using PiHub.Automations.Definitions;
using PiHub.Automations.Runs;
using PiHub.Automations.Storage;

namespace PiHub.Automations.Engine;

/// <summary>Carries out a run: conditions, then actions.</summary>
internal sealed class AutomationRunner(ConditionCheck conditions, ActionRunner actions, TimeProvider time)
{
    /// <param name="automation">The automation.</param>
    /// <param name="circumstances">What set it off.</param>
    /// <param name="isDryRun">Says what would be done and does nothing.</param>
    /// <param name="cancellationToken">The hub stops.</param>
    public async Task<AutomationRun> RunAsync(
        StoredAutomation automation, Circumstances circumstances, bool isDryRun, CancellationToken cancellationToken)
    {
        long began = time.GetTimestamp();
        DateTimeOffset now = time.GetUtcNow();
        ConditionOutcome[] checks = [.. (automation.Definition.Conditions ?? []).Select(conditions.Check)];
        bool isMet = checks.All(check => check.Met);
        var outcomes = new List<ActionOutcome>();
        bool goesOn = isMet;
        foreach (AutomationAction action in automation.Definition.Actions ?? [])
        {
            ActionOutcome outcome = isDryRun ? Only(action, circumstances, isMet ? ActionStatus.Planned : ActionStatus.Skipped)
                : !goesOn ? Only(action, circumstances, ActionStatus.Skipped)
                : await actions.RunAsync(action, automation.Id, circumstances, cancellationToken);
            goesOn &= outcome.Status != ActionStatus.Failed || action.ContinueOnError;
            outcomes.Add(outcome);
        }

        return new AutomationRun
        {
            Time = now,
            Trigger = circumstances.Words,
            Outcome = isDryRun ? RunOutcome.DryRun
                : !isMet ? RunOutcome.ConditionsNotMet
                : outcomes.Any(outcome => outcome.Status == ActionStatus.Failed) ? RunOutcome.Failed
                : RunOutcome.Succeeded,
            Conditions = checks,
            Actions = outcomes,
            DurationMs = (long)time.GetElapsedTime(began).TotalMilliseconds,
        };
    }

    private static ActionOutcome Only(AutomationAction action, Circumstances circumstances, ActionStatus status) =>
        new(action.Type ?? "", ActionRunner.Describe(action, circumstances), status, null);
}
