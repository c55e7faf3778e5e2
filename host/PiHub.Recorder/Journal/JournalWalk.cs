using System.Collections.Immutable;
using PiHub.Recorder.Files;

namespace PiHub.Recorder.Journal;

/// <summary>Goes through the journal's records from a place on, over its segments, and tells which numbers are missing.</summary>
/// <remarks>What is missing is seen by the numbers alone: whatever bytes lie between the records, when the numbers go on, nothing is
/// lost.</remarks>
internal sealed class JournalWalk : IDisposable
{
    private readonly IFileSystem _files;
    private readonly ImmutableArray<JournalSegment> _segments;
    private readonly Action<JournalGap> _lost;
    private readonly long _head;
    private int _index;
    private long _start;
    private long _expected;
    private long _committed;
    private RecordScan? _scan;

    /// <summary>Creates it; nothing is read yet.</summary>
    /// <param name="files">The files.</param>
    /// <param name="segments">Oldest first; not empty.</param>
    /// <param name="from">Where to begin: the segment's index, and a place in it, or null for its beginning.</param>
    /// <param name="head">The newest number that must be there.</param>
    /// <param name="lost">Told what is missing.</param>
    public JournalWalk(
        IFileSystem files, ImmutableArray<JournalSegment> segments, (int Index, JournalPlace? Place) from, long head, Action<JournalGap> lost)
    {
        (_files, _segments, _head, _lost) = (files, segments, head, lost);
        _index = from.Index;
        _start = from.Place?.Offset ?? 0;
        _expected = from.Place?.Number ?? segments[from.Index].First;
    }

    public JournalSegment Segment => _segments[_index];

    public RecordHeader Header { get; private set; }

    /// <summary>Where the record ends, bytes.</summary>
    public long End => _scan?.End ?? 0;

    /// <summary>Valid until the next step.</summary>
    public ReadOnlySpan<byte> Payload => _scan is null ? [] : _scan.Payload;

    /// <summary>The number after the newest one that was met or is missing.</summary>
    public long Expected => _expected;

    /// <summary>Goes to the next record.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="IOException">The disk fails.</exception>
    public bool Next()
    {
        while (_index < _segments.Length)
        {
            bool isLast = _index == _segments.Length - 1;
            long bound = isLast ? long.MaxValue : _segments[_index + 1].First;
            if (NextInSegment(bound))
            {
                return true;
            }

            Expect(isLast ? Math.Max(_head + 1, _expected) : bound);
            if (isLast)
            {
                return false;
            }

            _scan?.Dispose();
            (_scan, _start) = (null, 0);
            _index++;
        }

        return false;
    }

    public void Dispose() => _scan?.Dispose();

    private bool NextInSegment(long bound)
    {
        _scan ??= Open(_segments[_index]);
        while (_scan?.Next() == true)
        {
            RecordHeader header = _scan.Header;
            if (header.First >= bound && header.Entries > 0)
            {
                return false; // a commit that failed here and was written again in the next segment
            }

            if (header.First < _expected || header.First > bound)
            {
                continue; // no record of this journal could have this number here
            }

            Expect(header.First);
            _expected = header.Next;
            _committed = header.CommittedMilliseconds;
            Header = header;
            Segment.Note(new JournalPlace(_scan.Offset, header.First, header.SamplesBefore));
            return true;
        }

        return false;
    }

    private RecordScan? Open(JournalSegment segment)
    {
        try
        {
            return new RecordScan(_files.OpenRead(segment.Path), segment.Salt, _start, segment.Length);
        }
        catch (FileNotFoundException)
        {
            return null; // what was in it is missing
        }
    }

    private void Expect(long number)
    {
        if (number > _expected)
        {
            _lost(new JournalGap(Segment, _expected, number - 1, _committed));
            _expected = number;
        }
    }
}
