namespace PiHub.Automations.Definitions;

/// <summary>A rule of the owner, as it is stored and sent.</summary>
public sealed record Automation
{
    /// <summary>What people call it, 1 to 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Whether it acts.</summary>
    /// <value>true</value>
    public bool Enabled { get; set; } = true; // not init: generated JSON code would set it to false when it is not given

    /// <summary>What sets it off; any of them does.</summary>
    public IReadOnlyList<AutomationTrigger>? Triggers { get; init; }

    /// <summary>What must hold besides; all of them.</summary>
    public IReadOnlyList<AutomationCondition>? Conditions { get; init; }

    /// <summary>What it does, in order.</summary>
    public IReadOnlyList<AutomationAction>? Actions { get; init; }

    /// <summary>How long nothing sets it off again after a run, in seconds, 0 to 86,400.</summary>
    public double CooldownS { get; init; }
}
