using System.Runtime.CompilerServices;
using PiHub.PluginHost.Lifecycle;
using PiHub.PluginHost.Loading;

namespace PiHub.PluginHost.Metering;

/// <summary>One start of one plugin under watch; remembered after its stop until its code is gone.</summary>
internal sealed class WatchedPlugin(string id, RunningPlugin plugin, PluginLoadContext context)
{
    private volatile RunningPlugin? _running = plugin;

    public string Id => id;

    public PluginMeter Meter { get; } = plugin.Meter;

    public WeakReference Context { get; } = new(context, trackResurrection: true);

    /// <summary>Null after its stop.</summary>
    public RunningPlugin? Running
    {
        get => _running;
        set => _running = value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // no stack frame of the watch may keep the context
    public bool Owns(object loadContext) => ReferenceEquals(Context.Target, loadContext);
}
