using System.Runtime.CompilerServices;
using PiHub.PluginHost.Loading;
using PiHub.PluginHost.Metering;
using PiHub.PluginHost.State;

namespace PiHub.PluginHost.Lifecycle;

/// <summary>The place of one plugin in the hub: its versions, its state, and what runs of it.</summary>
/// <remarks>Written by one change at a time (<see cref="ChangeQueue"/>), read by anybody.</remarks>
internal sealed class PluginSlot(string id, Action<PluginSlot> changed)
{
    private volatile PluginState _state;
    private volatile string? _reason;
    private volatile string? _phase;
    private volatile IReadOnlyList<FormerVersion> _former = [];

    public string Id { get; } = id;

    public PluginState State => _state;

    /// <summary>Why it is in its state, without a full stop: a reason is a part of sentences.</summary>
    public string? Reason => _reason;

    /// <summary>What is being done; null when nothing is.</summary>
    public string? Phase
    {
        get => _phase;
        set
        {
            _phase = value;
            changed(this);
        }
    }

    /// <summary>All versions on the disk, the highest first.</summary>
    public volatile IReadOnlyList<PluginFolder> Versions = [];

    /// <summary>The version that runs, or would.</summary>
    public required volatile PluginFolder Folder;

    public required volatile PluginRecord Record;

    public bool IsEnabled => Record.IsEnabled;

    public volatile RunningPlugin? Running;

    /// <summary>Where requests wait while versions change; null when they do not.</summary>
    public volatile RequestHandover? Handover;

    /// <summary>The rest after a failure; null when it does not rest.</summary>
    public volatile PluginRest? NextTry;

    /// <summary>Until when the running version has to last to be relied on; null when it has, or none runs.</summary>
    public volatile PluginRest? Probation;

    /// <summary>How often it was started again by itself.</summary>
    public volatile int Restarts;

    /// <summary>What the plugin did since the hub started.</summary>
    public PluginMeter Meter { get; } = new();

    /// <summary>The load context of the last start; dies when nothing of the plugin is left.</summary>
    public WeakReference? LastContext { get; private set; }

    /// <summary>Stopped versions whose code is not unloaded yet.</summary>
    public IReadOnlyList<FormerVersion> Former => _former;

    /// <summary>Goes over to another state.</summary>
    /// <exception cref="InvalidOperationException">There is no such move: a mistake in the hub.</exception>
    public void Move(PluginState state, string? reason = null)
    {
        if (!PluginTransitions.Allows(_state, state))
        {
            throw new InvalidOperationException($"The plugin '{Id}' cannot go from {_state} to {state}.");
        }

        (_state, _reason) = (state, reason);
        changed(this);
    }

    public PluginFolder? FindVersion(string? name) => Versions.FirstOrDefault(version => version.Name == name);

    [MethodImpl(MethodImplOptions.NoInlining)] // no caller's stack frame may keep the context
    public PluginLoadContext CreateContext(PluginFolder version, string entry)
    {
        var context = new PluginLoadContext(Path.Combine(version.Path, entry));
        LastContext = new WeakReference(context, trackResurrection: true);
        return context;
    }

    public void Watch(FormerVersion former) => _former = [.. _former.Where(other => !other.IsGone), former];

    /// <summary>Lets a request into the running version, or into the next one while versions change.</summary>
    /// <returns>The plugin whose gate the request must leave; null when none takes it.</returns>
    public async ValueTask<RunningPlugin?> EnterAsync(CancellationToken cancellationToken)
    {
        RunningPlugin? plugin = Running;
        if (plugin?.Gate.TryEnter() == true)
        {
            return plugin;
        }

        if (Handover is not { } handover)
        {
            // A change may have ended between the two looks.
            return Running is { } late && late != plugin && late.Gate.TryEnter() ? late : null;
        }

        if (await handover.WaitAsync(cancellationToken) && Running is { } next && next.Gate.TryEnter())
        {
            return next;
        }

        Meter.RequestRefused();
        return null;
    }
}
