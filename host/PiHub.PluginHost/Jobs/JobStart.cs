namespace PiHub.PluginHost.Jobs;

/// <summary>What became of the wish to run a job now.</summary>
public enum JobStart
{
    /// <summary>It runs.</summary>
    Started = 0,

    /// <summary>There is no such job.</summary>
    Unknown = 1,

    /// <summary>A run is going on already.</summary>
    Busy = 2,

    /// <summary>The plugin does not run.</summary>
    Inactive = 3,
}
