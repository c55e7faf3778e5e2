namespace PiHub.PluginHost;

/// <summary>Where a plugin is in its life.</summary>
public enum PluginState
{
    /// <summary>Switched off by the owner, or not started yet.</summary>
    Disabled = 0,

    /// <summary>Being loaded.</summary>
    Starting = 1,

    /// <summary>At work.</summary>
    Running = 2,

    /// <summary>Finishing its requests and being unloaded.</summary>
    Stopping = 3,

    /// <summary>Its manifest, assembly or SDK range does not fit this hub; the reason says what.</summary>
    Incompatible = 4,

    /// <summary>It failed to start; enabling it tries again.</summary>
    Quarantined = 5,
}
