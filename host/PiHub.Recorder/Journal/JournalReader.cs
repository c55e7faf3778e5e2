using System.Collections.Immutable;
using PiHub.Recorder.Files;
using PiHub.Recorder.Replay;
using PiHub.Recorder.Storage;

namespace PiHub.Recorder.Journal;

/// <summary>Reads pages of the journal from disk. Safe to use from any thread.</summary>
internal sealed class JournalReader(IFileSystem files, SegmentList segments, JournalDamages damages)
{
    // A page of large entries ends early.
    private const long PageBytes = 1_024 * 1_024;

    /// <summary>Reads entries in order.</summary>
    /// <param name="after">The number before the first one.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public List<JournalEntry> Read(long after, int limit, CancellationToken cancellationToken)
    {
        var page = new List<JournalEntry>();
        if (after >= segments.Head)
        {
            return page;
        }

        using JournalWalk? walk = Begin(all =>
        {
            int index = LastIndex(all, segment => segment.First <= after + 1);
            return (index, all[index].PlaceOfNumber(after + 1));
        });
        long bytes = 0;
        while (page.Count < limit && bytes < PageBytes && walk?.Next() == true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (walk.Header.Kind != RecordKind.Commit || walk.Header.Next <= after + 1)
            {
                continue;
            }

            foreach (JournalEntry entry in EntriesOf(walk, ref bytes))
            {
                if (entry.Number > after && page.Count < limit)
                {
                    page.Add(entry);
                }
            }
        }

        return page;
    }

    /// <summary>Reads samples in order, and tells how many are missing.</summary>
    /// <param name="after">The sequence number before the first one.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public SampleLogPage ReadSamples(long after, int limit, CancellationToken cancellationToken)
    {
        long head = segments.Samples;
        var samples = new List<LoggedSample>();
        using JournalWalk? walk = Begin(all =>
        {
            int index = LastIndex(all, segment => segment.SamplesBefore <= after);
            return (index, all[index].PlaceOfSample(after));
        });
        (long position, long missed, long bytes) = (after, 0, 0);
        DateTimeOffset? missedUntil = null;
        bool isEnd = false;
        while (samples.Count < limit && bytes < PageBytes && !(isEnd = walk?.Next() != true) && walk is not null)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (walk.Header.Kind != RecordKind.Commit || walk.Header.SamplesAfter <= position)
            {
                continue;
            }

            if (walk.Header.SamplesBefore > position)
            {
                missed += walk.Header.SamplesBefore - position;
                missedUntil = UnixTime.ToTime(walk.Header.CommittedMilliseconds);
                position = walk.Header.SamplesBefore;
            }

            position = AddSamples(walk, position, limit, samples, ref bytes);
        }

        if (isEnd && position < head)
        {
            // What should follow is gone, or damaged.
            (missed, position, missedUntil) = (missed + head - position, head, DateTimeOffset.MaxValue);
        }

        return new SampleLogPage { Samples = samples, Position = position, Missed = missed, MissedUntil = missedUntil };
    }

    /// <summary>Reads every record and notes what is missing.</summary>
    public long CountRecords(CancellationToken cancellationToken)
    {
        long count = 0;
        using JournalWalk? walk = Begin(_ => (0, null));
        while (walk?.Next() == true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            count++;
        }

        return count;
    }

    private static long AddSamples(JournalWalk walk, long position, int limit, List<LoggedSample> samples, ref long bytes)
    {
        long sequence = walk.Header.SamplesBefore;
        foreach (JournalEntry entry in EntriesOf(walk, ref bytes))
        {
            if (entry is SampleEntry { Sample: { } sample } && ++sequence > position && samples.Count < limit)
            {
                samples.Add(new LoggedSample(sequence, entry.CommittedAt, sample));
                position = sequence;
            }
        }

        return position;
    }

    // A record whose sum is right was written so; one that cannot be unpacked all the same was written by a faulty program.
    private static List<JournalEntry> EntriesOf(JournalWalk walk, ref long bytes)
    {
        try
        {
            List<JournalEntry> entries = RecordDecoder.Read(walk.Header, walk.Payload).Entries;
            bytes += walk.Payload.Length;
            return entries;
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    private static int LastIndex(ImmutableArray<JournalSegment> all, Func<JournalSegment, bool> isBefore)
    {
        int index = all.Length - 1;
        while (index > 0 && !isBefore(all[index]))
        {
            index--;
        }

        return index;
    }

    private JournalWalk? Begin(Func<ImmutableArray<JournalSegment>, (int Index, JournalPlace? Place)> find)
    {
        long head = segments.Head; // before the segments, which then reach at least so far
        ImmutableArray<JournalSegment> all = segments.All;
        return all.IsEmpty ? null : new JournalWalk(files, all, find(all), head, Note);
    }

    private void Note(JournalGap gap)
    {
        // A segment that was let go meanwhile is no damage.
        if (segments.All.Contains(gap.Segment))
        {
            damages.Add(gap);
        }
    }
}
