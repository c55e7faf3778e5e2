using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Metering;

namespace PiHub.PluginHost.Loading;

/// <summary>Finds stopped plugins whose code does not leave memory: a timer, thread or event of theirs still refers to it.</summary>
/// <remarks>Not safe to use from several threads. Holds weak references only.</remarks>
internal sealed class UnloadWatch(TimeSpan grace, ILogger logger)
{
    /// <summary>A context needs a few collections to go: the first finds it, finalizers let go of its parts, later ones free it.</summary>
    private const int NeededCollections = 4;

    private readonly List<StoppedContext> _stopped = [];

    /// <summary>Watches a context from its plugin's stop on.</summary>
    public void Add(string plugin, PluginMeter meter, WeakReference context, DateTimeOffset stoppedAt) =>
        _stopped.Add(new StoppedContext(plugin, meter, context, stoppedAt));

    /// <summary>Collects garbage as long as it may help, and counts what is left after the grace in the plugins' meters.</summary>
    public void Look(DateTimeOffset now)
    {
        foreach (StoppedContext gone in _stopped.Where(stopped => !stopped.Context.IsAlive).ToArray())
        {
            _stopped.Remove(gone);
            Count(gone.Meter);
        }

        foreach (StoppedContext left in _stopped.Where(stopped => !stopped.IsReported && stopped.IsOverdue(now, grace)))
        {
            left.IsReported = true;
            Count(left.Meter);
            Log.NotUnloaded(logger, left.Plugin, left.Meter.NotUnloaded);
        }

        if (_stopped.Exists(stopped => !stopped.IsReported))
        {
            GC.Collect(); // an idle hub would not for hours
            _stopped.ForEach(stopped => stopped.Collections++);
        }
    }

    private void Count(PluginMeter meter) => meter.NotUnloaded = _stopped.Count(stopped => stopped.IsReported && stopped.Meter == meter);

    private sealed class StoppedContext(string plugin, PluginMeter meter, WeakReference context, DateTimeOffset stoppedAt)
    {
        public string Plugin => plugin;

        public PluginMeter Meter => meter;

        public WeakReference Context => context;

        public int Collections { get; set; }

        public bool IsReported { get; set; }

        public bool IsOverdue(DateTimeOffset now, TimeSpan grace) => now - stoppedAt >= grace && Collections >= NeededCollections;
    }
}
