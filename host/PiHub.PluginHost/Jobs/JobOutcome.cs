namespace PiHub.PluginHost.Jobs;

/// <summary>What became of a run.</summary>
public enum JobOutcome
{
    /// <summary>It did its work.</summary>
    Succeeded = 0,

    /// <summary>It ended with an exception.</summary>
    Failed = 1,

    /// <summary>Somebody cancelled it, or its plugin stopped.</summary>
    Cancelled = 2,

    /// <summary>It was due while the run before was still going on, and left out.</summary>
    SkippedOverlap = 3,

    /// <summary>It was due while the plugin did not run, and left out.</summary>
    Misfired = 4,

    /// <summary>The hub ended in the middle of it.</summary>
    Interrupted = 5,
}
