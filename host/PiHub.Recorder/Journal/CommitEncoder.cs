using PiHub.Recorder.Files;
using PiHub.Recorder.Replay;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Journal;

/// <summary>Packs a commit into one record, or some when it is large, so that a reader never unpacks much for one entry. One caller at a
/// time; <see cref="RecordDecoder"/> gets the same entries back.</summary>
/// <remarks>A payload: number of entries that are no samples; each of them with its distance from the one before; cursors; the samples.
/// An entry that cannot be packed throws, and nothing of it is added.</remarks>
internal sealed class CommitEncoder
{
    /// <summary>The largest entry.</summary>
    public const int MaximumEntryBytes = 16 * 1_024 * 1_024;

    private const int RecordEntries = 512;
    private const int RecordBytes = 256 * 1_024;

    private readonly PackWriter _records = new();
    private readonly List<(int Start, RecordHeader Header)> _headers = [];
    private readonly SampleEncoder _samples = new();
    private readonly PackWriter _others = new();
    private CursorChanges _cursors = CursorChanges.None;
    private int _otherCount;
    private int _lastOther;
    private int _entries;
    private long _committed;

    /// <summary>The number that the next entry gets.</summary>
    public long Next { get; private set; }

    /// <summary>How many samples were committed before it, ever.</summary>
    public long Samples { get; private set; }

    /// <summary>The whole commit; what <see cref="Seal"/> stamped.</summary>
    public ReadOnlySpan<byte> Bytes => _records.Written;

    /// <summary>What of it is not the frame.</summary>
    public long PayloadBytes { get; private set; }

    /// <summary>The commit's devices that are deleted, each with the last sample that is deleted.</summary>
    public List<(string Device, long Until)> Deletions { get; } = [];

    /// <summary>What the commit changes of the cursors.</summary>
    public CursorChanges Cursors { get; private set; } = CursorChanges.None;

    /// <summary>Begins a commit.</summary>
    /// <param name="next">The first number.</param>
    /// <param name="samples">How many samples were committed before, ever.</param>
    /// <param name="committedAt">The time of the commit.</param>
    public void Begin(long next, long samples, DateTimeOffset committedAt)
    {
        (Next, Samples, _committed) = (next, samples, UnixTime.Floor(committedAt));
        (Cursors, PayloadBytes) = (CursorChanges.None, 0);
        _records.Clear();
        _headers.Clear();
        Deletions.Clear();
        Clear();
    }

    public void Add(Sample sample)
    {
        _samples.Add(sample, MaximumEntryBytes);
        Samples++;
        Added();
    }

    public void Add(DeviceEvent one) => AddOther(EntryTag.Event, bytes =>
    {
        bytes.WriteText(one.Device);
        bytes.WriteSigned(UnixTime.Floor(one.Time));
        bytes.WriteByte((byte)one.Quality);
        bytes.WriteText(one.Type);
        bytes.WriteText(one.Payload);
    });

    public void AddDeletion(string device)
    {
        AddOther(EntryTag.Deletion, bytes => bytes.WriteText(device));
        Deletions.Add((device, Samples));
    }

    public void AddClock(long from, TimeSpan offset) => AddOther(EntryTag.Clock, bytes =>
    {
        bytes.WriteSigned(from);
        bytes.WriteSigned(offset.Ticks);
    });

    /// <summary>Ends the commit.</summary>
    public void End(CursorChanges cursors)
    {
        Cursors = _cursors = cursors;
        if (_entries > 0 || !cursors.IsEmpty)
        {
            Close();
        }
    }

    /// <summary>Stamps the records for a segment; again for another one.</summary>
    public void Seal(ulong salt)
    {
        foreach ((int start, RecordHeader header) in _headers)
        {
            (header with { Salt = salt }).Write(_records.At(start, RecordHeader.Bytes));
        }
    }

    private void AddOther(EntryTag tag, Action<PackWriter> write)
    {
        int length = _others.Length;
        bool isWhole = false;
        try
        {
            _others.WriteNumber((ulong)(_entries - _lastOther));
            _others.WriteByte((byte)tag);
            write(_others);
            isWhole = _others.Length - length <= MaximumEntryBytes;
        }
        finally
        {
            _others.Length = isWhole ? _others.Length : length;
        }

        if (!isWhole)
        {
            throw new ArgumentException($"An entry takes at most {MaximumEntryBytes} bytes.");
        }

        _lastOther = _entries;
        _otherCount++;
        Added();
    }

    private void Added()
    {
        _entries++;
        Next++;
        if (_entries == RecordEntries || _samples.Bytes.Length + _others.Length >= RecordBytes)
        {
            Close();
        }
    }

    private void Close()
    {
        int start = _records.Skip(RecordHeader.Bytes);
        _records.WriteNumber((ulong)_otherCount);
        _records.WriteBytes(_others.Written);
        CursorPack.Write(_records, _cursors.Moved, _cursors.Removed);
        _records.WriteBytes(_samples.Bytes);
        int length = _records.Length - start - RecordHeader.Bytes;
        PayloadBytes += length;
        _headers.Add((start, new RecordHeader
        {
            Kind = RecordKind.Commit,
            PayloadBytes = length,
            PayloadSum = Crc32C.Of(_records.At(start + RecordHeader.Bytes, length)),
            First = Next - _entries,
            SamplesBefore = Samples - _samples.Count,
            CommittedMilliseconds = _committed,
            Salt = 0,
            Entries = _entries,
            Samples = _samples.Count,
        }));
        Clear();
    }

    private void Clear()
    {
        _samples.Reset();
        _others.Clear();
        (_cursors, _otherCount, _lastOther, _entries) = (CursorChanges.None, 0, 0, 0);
    }
}
