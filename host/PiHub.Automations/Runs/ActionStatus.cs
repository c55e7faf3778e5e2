namespace PiHub.Automations.Runs;

/// <summary>What became of one action.</summary>
public enum ActionStatus
{
    /// <summary>It was done.</summary>
    Succeeded = 0,

    /// <summary>It failed.</summary>
    Failed = 1,

    /// <summary>It was left out, because one before it failed or a condition did not hold.</summary>
    Skipped = 2,

    /// <summary>It would be done.</summary>
    Planned = 3,
}
