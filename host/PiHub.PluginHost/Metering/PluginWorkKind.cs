namespace PiHub.PluginHost.Metering;

/// <summary>What a plugin is called for.</summary>
internal enum PluginWorkKind
{
    /// <summary>Its start, and its own background work.</summary>
    Own = 0,

    /// <summary>An HTTP request.</summary>
    Request = 1,

    /// <summary>A committed sample.</summary>
    Sample = 2,

    /// <summary>A message of the bus.</summary>
    Message = 3,

    /// <summary>A job's run.</summary>
    Job = 4,

    /// <summary>A device's driver.</summary>
    Driver = 5,
}
