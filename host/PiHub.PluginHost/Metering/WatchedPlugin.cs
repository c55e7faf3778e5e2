using System.Runtime.CompilerServices;
using PiHub.PluginHost.Lifecycle;
using PiHub.PluginHost.Loading;

namespace PiHub.PluginHost.Metering;

/// <summary>One start of one plugin under watch; remembered after its stop until its code is gone.</summary>
internal sealed class WatchedPlugin(string id, RunningPlugin plugin, PluginLoadContext context)
{
    private readonly Lock _lock = new(); // guards _codeBytes against a load that outlives the stop
    private volatile RunningPlugin? _running = plugin;
    private long _codeBytes;

    public string Id => id;

    public PluginMeter Meter { get; } = plugin.Meter;

    public WeakReference Context { get; } = new(context, trackResurrection: true);

    /// <summary>Null after its stop.</summary>
    public RunningPlugin? Running => _running;

    /// <summary>It has loaded an assembly of this size.</summary>
    public void CountCode(long bytes)
    {
        lock (_lock)
        {
            if (_running is not null)
            {
                _codeBytes += bytes;
                Meter.Memory.AddCode(bytes);
            }
        }
    }

    /// <summary>It has stopped.</summary>
    public void End()
    {
        lock (_lock)
        {
            Meter.Memory.AddCode(-_codeBytes);
            (_running, _codeBytes) = (null, 0);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)] // no stack frame of the watch may keep the context
    public bool Owns(object loadContext) => ReferenceEquals(Context.Target, loadContext);
}
