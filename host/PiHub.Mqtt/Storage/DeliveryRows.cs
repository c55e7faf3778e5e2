using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sqlite;

namespace PiHub.Mqtt.Storage;

/// <summary>Writes deliveries. Those of one message that follow each other in one commit share its row, which goes
/// with the last of them.</summary>
internal sealed class DeliveryRows : IDisposable
{
    // How many deliveries name a message; a message that is not in here has one. Kept here and not in the row, because to change a
    // number in a row with a large payload is to write the payload again.
    private readonly Dictionary<long, int> _uses = [];

    private readonly Statement _selectUses;
    private readonly Statement _insertMessage;
    private readonly Statement _deleteMessage;
    private readonly Statement _insert;
    private readonly Statement _sent;
    private readonly Statement _received;
    private readonly Statement _delete;
    private readonly Statement _deleteAll;

    // The message that this commit added last, and its row.
    private PublishedMessage? _last;
    private long _lastId;

    public DeliveryRows(SqliteConnection connection)
    {
        _selectUses = new(connection, "SELECT message_id, count(*) FROM delivery GROUP BY message_id HAVING count(*)>1");
        _insertMessage = new(connection, $"INSERT INTO message({MessageColumns.Names}) VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
        _deleteMessage = new(connection, "DELETE FROM message WHERE id=?");
        _insert = new(connection, "INSERT INTO delivery VALUES(?, ?, ?, ?, ?, ?, 0, 0)");
        _sent = new(connection, "UPDATE delivery SET packet_id=?3 WHERE session_id=?1 AND sequence=?2");
        _received = new(connection, "UPDATE delivery SET is_received=1 WHERE session_id=? AND sequence=?");
        _delete = new(connection, "DELETE FROM delivery WHERE session_id=? AND sequence=? RETURNING message_id");
        _deleteAll = new(connection, "DELETE FROM delivery WHERE session_id=? RETURNING message_id");
    }

    /// <summary>Reads anew what it knows: after a rollback that may be wrong.</summary>
    public void Refresh()
    {
        Forget();
        _uses.Clear();
        while (_selectUses.Step())
        {
            _uses.Add(_selectUses.WholeNumber(0), (int)_selectUses.WholeNumber(1));
        }

        _selectUses.Reset();
    }

    /// <summary>Ends the sharing of the last message: a commit ends.</summary>
    public void Forget() => _last = null;

    public void Add(long sessionId, long sequence, in Delivery delivery)
    {
        _insert.Bind(1, sessionId);
        _insert.Bind(2, sequence);
        _insert.Bind(3, Use(delivery.Message));
        _insert.Bind(4, (long)delivery.Quality);
        _insert.Bind(5, delivery.Retain ? 1L : 0L);
        if (delivery.SubscriptionIds is { } ids)
        {
            // As in memory: every processor that the hub runs on is little-endian.
            _insert.BindBlob(6, MemoryMarshal.AsBytes<uint>(ids));
        }
        else
        {
            _insert.BindNull(6);
        }

        _insert.Execute();
    }

    public void Sent(long sessionId, long sequence, ushort packetId)
    {
        _sent.Bind(3, (long)packetId);
        Execute(_sent, sessionId, sequence);
    }

    public void Received(long sessionId, long sequence) => Execute(_received, sessionId, sequence);

    public void Delete(long sessionId, long sequence)
    {
        _delete.Bind(1, sessionId);
        _delete.Bind(2, sequence);
        Release(_delete);
    }

    /// <summary>Deletes all deliveries of a session.</summary>
    public void DeleteAll(long sessionId)
    {
        _deleteAll.Bind(1, sessionId);
        Release(_deleteAll);
    }

    public void Dispose()
    {
        foreach (Statement statement in (ReadOnlySpan<Statement>)
            [_selectUses, _insertMessage, _deleteMessage, _insert, _sent, _received, _delete, _deleteAll])
        {
            statement.Dispose();
        }
    }

    private static void Execute(Statement statement, long sessionId, long sequence)
    {
        statement.Bind(1, sessionId);
        statement.Bind(2, sequence);
        statement.Execute();
    }

    private long Use(PublishedMessage message)
    {
        if (ReferenceEquals(message, _last))
        {
            _uses[_lastId] = _uses.GetValueOrDefault(_lastId, 1) + 1;
            return _lastId;
        }

        MessageColumns.Bind(_insertMessage, message);
        _insertMessage.Execute();
        (_last, _lastId) = (message, _insertMessage.LastRowId);
        return _lastId;
    }

    // Executes a deletion of deliveries and lets go of their messages.
    private void Release(Statement deletion)
    {
        while (deletion.Step())
        {
            long id = deletion.WholeNumber(0);
            if (_uses.TryGetValue(id, out int uses))
            {
                if (uses == 2)
                {
                    _uses.Remove(id);
                }
                else
                {
                    _uses[id] = uses - 1;
                }
            }
            else
            {
                _deleteMessage.Bind(1, id);
                _deleteMessage.Execute();
                _last = id == _lastId ? null : _last;
            }
        }

        deletion.Reset();
    }
}
