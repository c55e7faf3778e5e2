using PiHub.Recorder.Replay;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Journal;

/// <summary>Unpacks what <see cref="CommitEncoder"/> packed.</summary>
internal static class RecordDecoder
{
    /// <summary>Reads a commit's record.</summary>
    /// <param name="header">Its header.</param>
    /// <param name="payload">Its payload.</param>
    /// <returns>The entries in order, and what it changes of the cursors.</returns>
    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public static (List<JournalEntry> Entries, CursorChanges Cursors) Read(in RecordHeader header, ReadOnlySpan<byte> payload)
    {
        var bytes = new PackReader(payload);
        DateTimeOffset committedAt = UnixTime.ToTime(header.CommittedMilliseconds);
        List<(int Index, JournalEntry Entry)> others = ReadOthers(ref bytes, header, committedAt);
        CursorChanges cursors = ReadCursors(ref bytes);
        List<Sample> samples = SampleDecoder.Read(bytes.Rest, header.Samples);
        if (others.Count + samples.Count != header.Entries)
        {
            throw PackReader.Damaged();
        }

        var entries = new List<JournalEntry>(header.Entries);
        (int other, int sample) = (0, 0);
        for (int index = 0; index < header.Entries; index++)
        {
            entries.Add(other < others.Count && others[other].Index == index
                ? others[other++].Entry
                : new SampleEntry(header.First + index, committedAt, samples[sample++]));
        }

        return (entries, cursors);
    }

    /// <summary>Reads what a commit changes besides readings and events.</summary>
    /// <returns>The cursors, and the deleted devices, each with the last sample that is deleted.</returns>
    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public static (CursorChanges Cursors, List<(string Device, long Until)> Deletions) ReadChanges(
        in RecordHeader header, ReadOnlySpan<byte> payload)
    {
        var bytes = new PackReader(payload);
        var deletions = new List<(string, long)>();
        List<(int Index, JournalEntry Entry)> others = ReadOthers(ref bytes, header, default);
        for (int i = 0; i < others.Count; i++)
        {
            if (others[i] is (var index, DeletionEntry deletion))
            {
                // Of the entries before it, i are no samples.
                deletions.Add((deletion.Device, header.SamplesBefore + index - i));
            }
        }

        return (ReadCursors(ref bytes), deletions);
    }

    private static CursorChanges ReadCursors(ref PackReader bytes)
    {
        try
        {
            return CursorPack.Read(ref bytes);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw PackReader.Damaged(exception); // a time that is none
        }
    }

    private static List<(int Index, JournalEntry Entry)> ReadOthers(ref PackReader bytes, in RecordHeader header, DateTimeOffset committedAt)
    {
        var others = new List<(int, JournalEntry)>();
        int index = 0;
        for (int left = bytes.ReadLength(); left > 0; left--)
        {
            ulong distance = bytes.ReadNumber();
            if (distance > (ulong)(header.Entries - index) || (others.Count > 0 && distance == 0))
            {
                throw PackReader.Damaged();
            }

            index += (int)distance;
            others.Add((index, ReadOther(ref bytes, header.First + index, committedAt)));
        }

        return others;
    }

    private static JournalEntry ReadOther(ref PackReader bytes, long number, DateTimeOffset committedAt)
    {
        try
        {
            return (EntryTag)bytes.ReadByte() switch
            {
                EntryTag.Event => new EventEntry(number, committedAt, ReadEvent(ref bytes)),
                EntryTag.Deletion => new DeletionEntry(number, committedAt, bytes.ReadText()),
                EntryTag.Clock => new ClockEntry(number, committedAt, bytes.ReadSigned(), TimeSpan.FromTicks(bytes.ReadSigned())),
                _ => throw PackReader.Damaged(),
            };
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw PackReader.Damaged(exception); // a time that is none
        }
    }

    private static DeviceEvent ReadEvent(ref PackReader bytes)
    {
        string device = bytes.ReadText();
        DateTimeOffset time = UnixTime.ToTime(bytes.ReadSigned());
        var quality = (ReadingQuality)bytes.ReadByte();
        return new DeviceEvent { Device = device, Time = time, Quality = quality, Type = bytes.ReadText(), Payload = bytes.ReadText() };
    }
}
