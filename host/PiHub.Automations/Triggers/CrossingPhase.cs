namespace PiHub.Automations.Triggers;

/// <summary>How a trigger stands to what it waits for.</summary>
internal enum CrossingPhase
{
    /// <summary>Nothing was heard yet.</summary>
    Unknown = 0,

    /// <summary>It waits.</summary>
    Armed = 1,

    /// <summary>It has come, but not stayed long enough.</summary>
    Pending = 2,

    /// <summary>It has come and was told; it must go before it can come again.</summary>
    Fired = 3,
}
