namespace PiHub.PluginHost;

/// <summary>Where a plugin is in its life.</summary>
public enum PluginState
{
    /// <summary>Switched off by the owner, or not started yet.</summary>
    Disabled = 0,

    /// <summary>Being loaded and connected.</summary>
    Starting = 1,

    /// <summary>At work.</summary>
    Running = 2,

    /// <summary>Finishing its requests and being unloaded.</summary>
    Stopping = 3,

    /// <summary>Its manifest, assembly or SDK range does not fit this hub; the reason says what.</summary>
    Incompatible = 4,

    /// <summary>It failed to start, or again and again; enabling it tries again.</summary>
    Quarantined = 5,

    /// <summary>There, and never switched on yet: its owner has to agree to what it asks for.</summary>
    Installed = 6,

    /// <summary>At work, but something of it is not well; the reason says what.</summary>
    Degraded = 7,

    /// <summary>Switched on, and started as soon as what the reason names has come: another plugin, or the next try.</summary>
    Waiting = 8,
}
