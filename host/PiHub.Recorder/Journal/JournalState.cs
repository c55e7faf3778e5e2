using PiHub.Recorder.Files;
using PiHub.Recorder.Replay;

namespace PiHub.Recorder.Journal;

/// <summary>What the journal knows besides its entries: the cursors, and of each deleted device the last sample that is deleted. One caller
/// at a time.</summary>
internal sealed class JournalState
{
    private readonly Dictionary<string, SampleCursor> _cursors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _deletions = new(StringComparer.Ordinal);

    public IReadOnlyCollection<SampleCursor> Cursors => _cursors.Values;

    public IReadOnlyDictionary<string, long> Deletions => _deletions;

    public void Apply(CursorChanges changes)
    {
        foreach (SampleCursor cursor in changes.Moved)
        {
            _cursors[cursor.Name] = cursor;
        }

        foreach (string name in changes.Removed)
        {
            _cursors.Remove(name);
        }
    }

    public void Delete(string device, long until) => _deletions[device] = until;

    /// <summary>Forgets deletions of which the journal has no sample any more.</summary>
    /// <param name="samplesBefore">How many samples were committed before the oldest that is kept.</param>
    public void Forget(long samplesBefore)
    {
        foreach (string device in _deletions.Where(deletion => deletion.Value <= samplesBefore).Select(deletion => deletion.Key).ToList())
        {
            _deletions.Remove(device);
        }
    }

    /// <summary>Packs all of it with its header.</summary>
    public void Write(PackWriter bytes, JournalSegment segment)
    {
        int start = bytes.Skip(RecordHeader.Bytes);
        CursorPack.Write(bytes, _cursors.Values, []);
        bytes.WriteNumber((ulong)_deletions.Count);
        foreach ((string device, long until) in _deletions)
        {
            bytes.WriteText(device);
            bytes.WriteSigned(until);
        }

        int length = bytes.Length - start - RecordHeader.Bytes;
        new RecordHeader
        {
            Kind = RecordKind.State,
            PayloadBytes = length,
            PayloadSum = Crc32C.Of(bytes.At(start + RecordHeader.Bytes, length)),
            First = segment.First,
            SamplesBefore = segment.SamplesBefore,
            CommittedMilliseconds = segment.Begun,
            Salt = segment.Salt.GetValueOrDefault(),
            Entries = 0,
            Samples = 0,
        }.Write(bytes.At(start, RecordHeader.Bytes));
    }

    /// <summary>Unpacks it.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public static JournalState Read(ReadOnlySpan<byte> payload)
    {
        var state = new JournalState();
        var bytes = new PackReader(payload);
        state.Apply(CursorPack.Read(ref bytes));
        for (int left = bytes.ReadLength(); left > 0; left--)
        {
            string device = bytes.ReadText();
            state.Delete(device, bytes.ReadSigned());
        }

        return state;
    }
}
