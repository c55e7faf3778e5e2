namespace PiHub.PluginHost.Permissions;

/// <summary>What a plugin needs its manifest's leave for.</summary>
public enum PermissionKind
{
    /// <summary>To publish to a topic.</summary>
    Publish = 0,

    /// <summary>To subscribe to a topic filter.</summary>
    Subscribe = 1,

    /// <summary>To record samples of a device.</summary>
    Record = 2,

    /// <summary>To connect to a host.</summary>
    Connect = 3,

    /// <summary>To open a hardware port.</summary>
    Hardware = 4,

    /// <summary>To listen on a TCP port.</summary>
    Listen = 5,
}
