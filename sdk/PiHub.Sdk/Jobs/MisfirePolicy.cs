namespace PiHub.Sdk.Jobs;

/// <summary>What becomes of runs that were due while the hub or the plugin did not run.</summary>
/// <remarks>Since 0.2.</remarks>
public enum MisfirePolicy
{
    /// <summary>One run makes up for all of them, at once.</summary>
    RunOnce = 0,

    /// <summary>They are left out; the next one comes as planned.</summary>
    Skip = 1,
}
