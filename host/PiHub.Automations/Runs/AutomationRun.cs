namespace PiHub.Automations.Runs;

/// <summary>A run of an automation.</summary>
public sealed record AutomationRun
{
    /// <summary>Its number; later ones have higher numbers; 0 for one that is not kept.</summary>
    public long Id { get; init; }

    /// <summary>When it began, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What set it off, in words.</summary>
    public required string Trigger { get; init; }

    /// <summary>Whether somebody started it by hand.</summary>
    public bool IsTest { get; init; }

    /// <summary>What became of it.</summary>
    public required RunOutcome Outcome { get; init; }

    /// <summary>The conditions, in their order.</summary>
    public required IReadOnlyList<ConditionOutcome> Conditions { get; init; }

    /// <summary>The actions, in their order.</summary>
    public required IReadOnlyList<ActionOutcome> Actions { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required long DurationMs { get; init; }
}
