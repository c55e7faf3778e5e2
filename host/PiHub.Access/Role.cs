namespace PiHub.Access;

/// <summary>What a person or key may do. Each role but <see cref="Device"/> may do all that the ones below it may.</summary>
public enum Role
{
    /// <summary>A device: publishes its own topics over MQTT; nothing over HTTP.</summary>
    Device = 0,

    /// <summary>Reads everything but keys.</summary>
    Viewer = 1,

    /// <summary>Commands devices.</summary>
    Operator = 2,

    /// <summary>Adds and changes devices.</summary>
    Installer = 3,

    /// <summary>Switches plugins, makes and revokes keys.</summary>
    Admin = 4,

    /// <summary>Everything.</summary>
    Owner = 5,
}
