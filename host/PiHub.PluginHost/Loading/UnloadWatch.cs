using Microsoft.Extensions.Logging;
using PiHub.PluginHost.Lifecycle;

namespace PiHub.PluginHost.Loading;

/// <summary>Finds stopped plugins whose code does not leave memory: a timer, thread or event of theirs still refers to it.</summary>
/// <remarks>Safe to use from any thread. Holds weak references only.</remarks>
internal sealed class UnloadWatch(TimeSpan grace, ILogger logger)
{
    /// <summary>A context needs a few collections to go: the first finds it, finalizers let go of its parts, later ones free it.</summary>
    private const int NeededCollections = 4;

    private readonly Lock _lock = new(); // guards _watched
    private readonly List<(FormerVersion Version, int Collections)> _watched = [];

    /// <summary>Whether it causes collections at present.</summary>
    public bool IsCollecting
    {
        get
        {
            lock (_lock)
            {
                return _watched.Count > 0;
            }
        }
    }

    /// <summary>Watches a version from its stop on.</summary>
    public void Add(FormerVersion stopped)
    {
        lock (_lock)
        {
            _watched.Add((stopped, 0));
        }
    }

    /// <summary>Collects garbage a few times after each stop, and says what is left then. What is known to stay causes no collections: it is
    /// found to be gone by those that come by themselves.</summary>
    public void Look(DateTimeOffset now)
    {
        lock (_lock)
        {
            _watched.RemoveAll(watched => watched.Version.IsGone);
            foreach ((FormerVersion version, _) in _watched.Where(watched => IsDone(watched, now)))
            {
                version.IsStillLoaded = true;
                Log.NotUnloaded(logger, version.Plugin, version.Name);
            }

            _watched.RemoveAll(watched => IsDone(watched, now));
            if (_watched.Count == 0)
            {
                return;
            }

            GC.Collect(); // an idle hub would not for hours
            for (int i = 0; i < _watched.Count; i++)
            {
                _watched[i] = (_watched[i].Version, _watched[i].Collections + 1);
            }
        }
    }

    private bool IsDone((FormerVersion Version, int Collections) watched, DateTimeOffset now) =>
        now - watched.Version.StoppedAt >= grace && watched.Collections >= NeededCollections;
}
