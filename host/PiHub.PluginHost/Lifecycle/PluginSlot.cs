using System.Runtime.CompilerServices;
using PiHub.PluginHost.Loading;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>The place of one plugin in the hub: its folder, its state, and what runs of it.</summary>
internal sealed class PluginSlot(PluginFolder folder)
{
    /// <summary>Held while the plugin starts or stops; the state below changes only under it.</summary>
    public SemaphoreSlim Changing { get; } = new(1, 1);

    public PluginFolder Folder { get; } = folder;

    public volatile PluginState State;

    public volatile string? Reason;

    public volatile bool IsEnabled;

    public volatile RunningPlugin? Running;

    /// <summary>The load context of the last start; dies when nothing of the plugin is left.</summary>
    public WeakReference? LastContext { get; private set; }

    [MethodImpl(MethodImplOptions.NoInlining)] // no caller's stack frame may keep the context
    public PluginLoadContext CreateContext(string entry)
    {
        var context = new PluginLoadContext(Path.Combine(Folder.Path, entry));
        LastContext = new WeakReference(context, trackResurrection: true);
        return context;
    }

    public PluginSnapshot Snapshot()
    {
        RunningPlugin? running = Running;
        return new PluginSnapshot
        {
            Id = Folder.Id,
            Manifest = Folder.Manifest,
            State = State,
            Reason = Reason,
            IsEnabled = IsEnabled,
            Drivers = running?.Drivers ?? [],
            Pages = running?.Pages ?? [],
            AssetPath = running?.Assets?.UrlPath(Folder.Id),
        };
    }
}
