using PiHub.Recorder.Replay;
using PiHub.Recorder.Storage;

namespace PiHub.Recorder.Journal;

/// <summary>Cursors as they stand in records: those moved (name, position, committed ms, retired ms + 1 or 0), then the names of those
/// removed.</summary>
internal static class CursorPack
{
    public static void Write(PackWriter bytes, IReadOnlyCollection<SampleCursor> moved, IReadOnlyCollection<string> removed)
    {
        bytes.WriteNumber((ulong)moved.Count);
        foreach (SampleCursor cursor in moved)
        {
            bytes.WriteText(cursor.Name);
            bytes.WriteSigned(cursor.Position);
            bytes.WriteSigned(UnixTime.Floor(cursor.CommittedAt));
            bytes.WriteSigned(cursor.RetiredAt is { } retired ? UnixTime.Floor(retired) + 1 : 0);
        }

        bytes.WriteNumber((ulong)removed.Count);
        foreach (string name in removed)
        {
            bytes.WriteText(name);
        }
    }

    public static CursorChanges Read(ref PackReader bytes)
    {
        var moved = new List<SampleCursor>();
        for (int left = bytes.ReadLength(); left > 0; left--)
        {
            moved.Add(new SampleCursor
            {
                Name = bytes.ReadText(),
                Position = bytes.ReadSigned(),
                CommittedAt = UnixTime.ToTime(bytes.ReadSigned()),
                RetiredAt = bytes.ReadSigned() is not 0 and var retired ? UnixTime.ToTime(retired - 1) : null,
            });
        }

        var removed = new List<string>();
        for (int left = bytes.ReadLength(); left > 0; left--)
        {
            removed.Add(bytes.ReadText());
        }

        return new CursorChanges(moved, removed);
    }
}
