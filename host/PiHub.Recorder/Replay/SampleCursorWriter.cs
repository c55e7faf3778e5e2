using Microsoft.Data.Sqlite;
using PiHub.Recorder.Storage;
using PiHub.Sqlite;

namespace PiHub.Recorder.Replay;

/// <summary>Writes cursors within the writer's transactions. One caller at a time.</summary>
internal sealed class SampleCursorWriter(SqliteConnection connection) : IDisposable
{
    private readonly Statement _put = new(connection, "INSERT OR REPLACE INTO sample_cursor VALUES(?, ?, ?, ?)");
    private readonly Statement _remove = new(connection, "DELETE FROM sample_cursor WHERE name=?");

    public void Write(CursorChanges changes)
    {
        foreach (SampleCursor cursor in changes.Moved)
        {
            _put.Bind(1, cursor.Name);
            _put.Bind(2, cursor.Position);
            _put.Bind(3, UnixTime.Floor(cursor.CommittedAt));
            if (cursor.RetiredAt is { } retired)
            {
                _put.Bind(4, UnixTime.Floor(retired));
            }
            else
            {
                _put.BindNull(4);
            }

            _put.Execute();
        }

        foreach (string name in changes.Removed)
        {
            _remove.Bind(1, name);
            _remove.Execute();
        }
    }

    public void Dispose()
    {
        _put.Dispose();
        _remove.Dispose();
    }
}
