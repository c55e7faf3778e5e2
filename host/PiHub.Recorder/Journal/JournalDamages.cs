using Microsoft.Extensions.Logging;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Storage;

namespace PiHub.Recorder.Journal;

/// <summary>What was found missing in the journal, each once. Safe to use from any thread.</summary>
internal sealed class JournalDamages(TimeProvider time, ILogger logger)
{
    private const int Capacity = 100;

    private readonly Lock _lock = new();

    // Guarded by _lock: overflow policy: the oldest leaves, and would be told again when it is found again.
    private readonly LinkedList<(JournalGap Gap, Damage Damage)> _newest = new();

    /// <summary>Newest first, at most 100.</summary>
    public IReadOnlyList<Damage> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _newest.Select(one => one.Damage)];
            }
        }
    }

    public void Add(JournalGap gap)
    {
        Damage damage;
        lock (_lock)
        {
            if (_newest.Any(known => known.Gap.First <= gap.First && known.Gap.Last >= gap.Last))
            {
                return;
            }

            string after = gap.CommittedAfter > 0 ? $", committed after {UnixTime.ToTime(gap.CommittedAfter):O}" : "";
            damage = new Damage(time.GetUtcNow(), gap.Segment.Path, $"journal entries {gap.First} to {gap.Last}{after}");
            _newest.AddFirst((gap, damage));
            if (_newest.Count > Capacity)
            {
                _newest.RemoveLast();
            }
        }

        logger.JournalDamaged(damage.File, damage.Lost);
    }
}
