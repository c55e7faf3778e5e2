using Microsoft.Data.Sqlite;
using PiHub.Mqtt.Publishing;
using PiHub.Sqlite;

namespace PiHub.Mqtt.Storage;

/// <summary>Writes retained messages.</summary>
internal sealed class RetainedRows(SqliteConnection connection) : IDisposable
{
    private readonly Statement _save = new(
        connection, $"INSERT OR REPLACE INTO retained({MessageColumns.Names}) VALUES(?, ?, ?, ?, ?, ?, ?, ?)");

    private readonly Statement _delete = new(connection, "DELETE FROM retained WHERE topic=?");

    public void Save(PublishedMessage message)
    {
        MessageColumns.Bind(_save, message);
        _save.Execute();
    }

    public void Delete(string topic)
    {
        _delete.Bind(1, topic);
        _delete.Execute();
    }

    public void Dispose()
    {
        _save.Dispose();
        _delete.Dispose();
    }
}
