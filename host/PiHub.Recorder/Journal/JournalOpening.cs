using System.Collections.Immutable;
using PiHub.Recorder.Files;

namespace PiHub.Recorder.Journal;

/// <summary>Finds out what there is of a journal: reads the beginning of each segment, and all from the newest whole state on.</summary>
internal sealed class JournalOpening(IFileSystem files, string folder, Action<JournalGap> lost)
{
    private readonly List<JournalSegment> _segments = [];
    private JournalState _state = new();
    private int _from;
    private long _samples;

    public ImmutableArray<JournalSegment> Segments => [.. _segments];

    public JournalState State => _state;

    /// <summary>The number of the newest entry.</summary>
    public long Head { get; private set; }

    /// <summary>How many samples were committed, ever.</summary>
    public long Samples => _samples;

    /// <summary>Whether what follows may be written behind the last record; else a new segment begins.</summary>
    public bool IsTailWhole { get; private set; }

    /// <summary>Reads; nothing is changed on disk.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    /// <exception cref="InvalidOperationException">A newer program wrote it.</exception>
    public void Read()
    {
        foreach (string path in files.List(folder))
        {
            if (JournalSegment.FirstOf(path) is { } first)
            {
                _segments.Add(Look(path, first));
            }
        }

        // Names of one length: sorted as texts they are sorted as numbers.
        FillUnknown();
        if (_segments.Count > 0)
        {
            FindState();
            WalkTail();
        }
    }

    private JournalSegment Look(string path, long first)
    {
        using IStorageFile file = files.OpenRead(path);
        byte[] bytes = new byte[RecordHeader.Bytes];
        bool isWhole = RecordHeader.TryRead(bytes.AsSpan(0, file.Read(0, bytes)), out RecordHeader header)
            && header.Kind == RecordKind.State
            && header.First == first;
        if (isWhole && header.Version > RecordHeader.CurrentVersion)
        {
            throw new InvalidOperationException(
                $"'{path}' was written by a newer program (version {header.Version}; this one knows {RecordHeader.CurrentVersion}).");
        }

        return new JournalSegment(path, first)
        {
            Salt = isWhole ? header.Salt : null,
            SamplesBefore = isWhole ? header.SamplesBefore : -1,
            Begun = isWhole ? header.CommittedMilliseconds : 0,
            Length = file.Length,
        };
    }

    // A damaged beginning: the first whole record tells, or else the segments around.
    private void FillUnknown()
    {
        for (int index = _segments.Count - 1; index >= 0; index--)
        {
            JournalSegment segment = _segments[index];
            JournalSegment? next = index + 1 < _segments.Count ? _segments[index + 1] : null;
            segment.Newest = next is null ? segment.Begun : Math.Max(next.Begun, segment.Begun);
            if (segment.SamplesBefore < 0)
            {
                using var scan = new RecordScan(files.OpenRead(segment.Path), salt: null, 0, segment.Length);
                segment.SamplesBefore = scan.Next() ? scan.Header.SamplesBefore : next?.SamplesBefore ?? -1;
            }
        }

        for (int index = 0; index < _segments.Count; index++)
        {
            long atLeast = index == 0 ? 0 : _segments[index - 1].SamplesBefore;
            _segments[index].SamplesBefore = Math.Max(_segments[index].SamplesBefore, atLeast);
        }
    }

    private void FindState()
    {
        for (_from = _segments.Count - 1; _from >= 0; _from--)
        {
            JournalSegment segment = _segments[_from];
            using var scan = new RecordScan(files.OpenRead(segment.Path), segment.Salt, 0, segment.Length);
            if (segment.Salt is not null && scan.Next() && scan.Header.Kind == RecordKind.State && TryReadState(scan.Payload))
            {
                return;
            }
        }

        _from = 0;
    }

    private bool TryReadState(ReadOnlySpan<byte> payload)
    {
        try
        {
            _state = JournalState.Read(payload);
            return true;
        }
        catch (Exception exception) when (exception is InvalidDataException or ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private void WalkTail()
    {
        JournalSegment last = _segments[^1];
        long fileLength = last.Length;
        long valid = 0;
        bool hasState = false;
        _samples = _segments[_from].SamplesBefore;
        long known = _segments[_from].First;
        using var walk = new JournalWalk(files, Segments, (_from, null), head: 0, lost);
        while (walk.Next())
        {
            _samples = Math.Max(_samples, walk.Header.SamplesAfter);
            known = walk.Header.Next;
            walk.Segment.Newest = walk.Header.CommittedMilliseconds;
            valid = walk.Segment == last ? walk.End : 0;
            hasState |= walk.Segment == last && walk.Header.Kind == RecordKind.State;
            if (walk.Header.Kind == RecordKind.Commit)
            {
                Apply(walk);
            }
        }

        // Numbers that are missing at the end, which a damaged segment's name tells, may all have been samples.
        Head = Math.Max(walk.Expected, last.First) - 1;
        _samples = Math.Max(_samples + Head + 1 - known, last.SamplesBefore);
        IsTailWhole = hasState;
        last.Length = IsTailWhole ? valid : fileLength;
    }

    private void Apply(JournalWalk walk)
    {
        try
        {
            (Replay.CursorChanges cursors, List<(string Device, long Until)> deletions) =
                RecordDecoder.ReadChanges(walk.Header, walk.Payload);
            _state.Apply(cursors);
            foreach ((string device, long until) in deletions)
            {
                _state.Delete(device, until);
            }
        }
        catch (InvalidDataException)
        {
            // Its sum is right, so a faulty program wrote it; there is nothing to take from it.
        }
    }
}
