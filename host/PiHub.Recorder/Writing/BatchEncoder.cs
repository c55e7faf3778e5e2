using PiHub.Recorder.Journal;

namespace PiHub.Recorder.Writing;

/// <summary>Makes a commit's entries of what waits. One caller at a time.</summary>
/// <param name="refuse">Told of a write that cannot be packed; the others go on without it.</param>
internal sealed class BatchEncoder(Action<PendingWrite, Exception> refuse)
{
    /// <summary>The writes that are in the commit.</summary>
    public List<PendingWrite> Writes { get; } = [];

    /// <summary>Their entries.</summary>
    public List<JournalEntry> Entries { get; private set; } = [];

    /// <summary>How many readings are in the entries.</summary>
    public int Readings { get; private set; }

    /// <summary>How many entries are events.</summary>
    public int Events { get; private set; }

    /// <summary>Packs them.</summary>
    /// <param name="waiting">What waits; it may be changed afterwards.</param>
    /// <param name="commit">Takes it.</param>
    /// <param name="committedAt">The time of the commit.</param>
    /// <param name="runFirst">The number of the first entry of this run of the program.</param>
    public void Encode(List<PendingWrite> waiting, CommitEncoder commit, DateTimeOffset committedAt, long runFirst)
    {
        Writes.Clear();
        Entries = new List<JournalEntry>(waiting.Count); // a new list: the engine may keep the last one
        (Readings, Events) = (0, 0);
        foreach (PendingWrite write in waiting)
        {
            try
            {
                Add(write, commit, committedAt, runFirst);
                Writes.Add(write);
            }
#pragma warning disable CA1031 // boundary: a write of somebody else's making fails alone
            catch (Exception exception)
#pragma warning restore CA1031
            {
                refuse(write, exception);
            }
        }
    }

    private void Add(PendingWrite write, CommitEncoder commit, DateTimeOffset at, long runFirst)
    {
        long number = commit.Next;
        if (write.Sample is { } sample)
        {
            commit.Add(sample);
            Entries.Add(new SampleEntry(number, at, sample));
            Readings += sample.Metrics.Count;
        }
        else if (write.Event is { } one)
        {
            commit.Add(one);
            Entries.Add(new EventEntry(number, at, one));
            Events++;
        }
        else if (write.IsDeletion)
        {
            commit.AddDeletion(write.Device);
            Entries.Add(new DeletionEntry(number, at, write.Device));
        }
        else if (write.ClockOffset is { } offset)
        {
            commit.AddClock(runFirst, offset);
            Entries.Add(new ClockEntry(number, at, runFirst, offset));
        }
    }
}
