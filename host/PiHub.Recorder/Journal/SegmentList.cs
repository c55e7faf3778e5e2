using System.Collections.Immutable;

namespace PiHub.Recorder.Journal;

/// <summary>What there is of the journal: changed by its writer, read by anyone.</summary>
internal sealed class SegmentList
{
    private ImmutableArray<JournalSegment> _all = [];
    private long _head;
    private long _samples;

    /// <summary>Oldest first.</summary>
    public ImmutableArray<JournalSegment> All => ImmutableInterlocked.InterlockedCompareExchange(ref _all, default, default);

    /// <summary>The number of the newest entry.</summary>
    public long Head => Interlocked.Read(ref _head);

    /// <summary>How many samples were committed, ever.</summary>
    public long Samples => Interlocked.Read(ref _samples);

    /// <summary>What the files take, bytes.</summary>
    public long Bytes
    {
        get
        {
            long bytes = 0;
            foreach (JournalSegment segment in All)
            {
                bytes += segment.Length;
            }

            return bytes;
        }
    }

    public void Load(ImmutableArray<JournalSegment> segments, long head, long samples)
    {
        ImmutableInterlocked.InterlockedExchange(ref _all, segments);
        Committed(head, samples);
    }

    /// <summary>Adds the newest one, instead of one with the same name.</summary>
    public void Add(JournalSegment segment)
    {
        ImmutableArray<JournalSegment> all = All;
        ImmutableInterlocked.InterlockedExchange(
            ref _all, (all.Length > 0 && all[^1].Path == segment.Path ? all.RemoveAt(all.Length - 1) : all).Add(segment));
    }

    public void RemoveOldest() => ImmutableInterlocked.InterlockedExchange(ref _all, All.RemoveAt(0));

    /// <summary>Tells what is on disk now; the segments must have it already.</summary>
    public void Committed(long head, long samples)
    {
        Interlocked.Exchange(ref _samples, samples);
        Interlocked.Exchange(ref _head, head);
    }
}
