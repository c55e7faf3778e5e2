using Microsoft.Data.Sqlite;
using PiHub.Recorder.Storage;
using PiHub.Sqlite;

namespace PiHub.Recorder.Replay;

/// <summary>What is known of the sample log when the database is opened.</summary>
internal sealed record SampleLogContent(
    long Head, IReadOnlyList<SampleCursor> Cursors, IReadOnlyList<(string Device, long Sequence)> Deletions)
{
    public static SampleLogContent Load(SqliteConnection connection, long head)
    {
        var cursors = new List<SampleCursor>();
        using var cursor = new Statement(connection, "SELECT name, position, committed_ms, retired_ms FROM sample_cursor");
        while (cursor.Step())
        {
            cursors.Add(new SampleCursor
            {
                Name = cursor.Text(0),
                Position = cursor.WholeNumber(1),
                CommittedAt = UnixTime.ToTime(cursor.WholeNumber(2)),
                RetiredAt = cursor.IsNull(3) ? null : UnixTime.ToTime(cursor.WholeNumber(3)),
            });
        }

        var deletions = new List<(string, long)>();
        using var deletion = new Statement(connection, "SELECT device, sequence FROM sample_log_deletion");
        while (deletion.Step())
        {
            deletions.Add((deletion.Text(0), deletion.WholeNumber(1)));
        }

        return new SampleLogContent(head, cursors, deletions);
    }
}
