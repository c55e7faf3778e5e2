namespace PiHub.Automations.Engine;

/// <summary>How an automation stands.</summary>
public enum AutomationState
{
    /// <summary>Its owner switched it off.</summary>
    Off = 0,

    /// <summary>The hub switched it off; the reason says why.</summary>
    Stopped = 1,

    /// <summary>It waits for one of its triggers.</summary>
    Waiting = 2,

    /// <summary>It runs now.</summary>
    Running = 3,

    /// <summary>One of its triggers can never come; the reason says why.</summary>
    Impeded = 4,
}
