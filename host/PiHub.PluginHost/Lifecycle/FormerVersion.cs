namespace PiHub.PluginHost.Lifecycle;

/// <summary>A stopped version of a plugin, watched until its code is unloaded.</summary>
internal sealed class FormerVersion(string name, WeakReference context, bool isAbandoned)
{
    // A context that nothing holds dies within two full collections; the third one is for finalizers.
    private const int CollectionsUntilGone = 3;

    private readonly int _collectionsAtStop = GC.CollectionCount(GC.MaxGeneration);

    public string Name => name;

    public bool IsGone => !context.IsAlive;

    /// <summary>Whether it hangs, or something holds it that should not.</summary>
    public bool IsStillLoaded => context.IsAlive
        && (isAbandoned || GC.CollectionCount(GC.MaxGeneration) - _collectionsAtStop >= CollectionsUntilGone);
}
