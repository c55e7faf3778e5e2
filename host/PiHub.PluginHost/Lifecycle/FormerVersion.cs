namespace PiHub.PluginHost.Lifecycle;

/// <summary>A stopped version of a plugin, watched until its code is unloaded. Refers to it weakly.</summary>
/// <remarks>Written by <see cref="Loading.UnloadWatch"/> alone, read by anybody.</remarks>
internal sealed class FormerVersion(string plugin, string name, WeakReference context, bool isAbandoned, DateTimeOffset stoppedAt)
{
    private volatile bool _isStillLoaded = isAbandoned;

    public string Plugin => plugin;

    public string Name => name;

    public DateTimeOffset StoppedAt => stoppedAt;

    public bool IsGone => !context.IsAlive;

    /// <summary>Whether it hangs, or something holds it that should not.</summary>
    public bool IsStillLoaded
    {
        get => _isStillLoaded && context.IsAlive;
        set => _isStillLoaded = value;
    }
}
