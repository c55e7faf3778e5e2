namespace PiHub.Automations.Runs;

/// <summary>What became of a run.</summary>
public enum RunOutcome
{
    /// <summary>All actions were done.</summary>
    Succeeded = 0,

    /// <summary>An action failed.</summary>
    Failed = 1,

    /// <summary>A condition did not hold, so nothing was done.</summary>
    ConditionsNotMet = 2,

    /// <summary>It was only tried: nothing was done.</summary>
    DryRun = 3,
}
