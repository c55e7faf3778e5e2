namespace PiHub.PluginHost;

/// <summary>What became of a change from one version of a plugin to another.</summary>
public enum ChangeOutcome
{
    /// <summary>The new version took over.</summary>
    Upgraded = 0,

    /// <summary>The new version did not start, or not in time; the former one goes on.</summary>
    RolledBack = 1,

    /// <summary>Neither the new version nor the former one starts.</summary>
    Failed = 2,
}
