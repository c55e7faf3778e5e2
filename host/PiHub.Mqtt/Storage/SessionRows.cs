using Microsoft.Data.Sqlite;
using PiHub.Sqlite;

namespace PiHub.Mqtt.Storage;

/// <summary>Writes sessions with their subscriptions and receipts, and knows the sessions' row ids.</summary>
internal sealed class SessionRows : IDisposable
{
    private readonly Dictionary<string, long> _ids = new(StringComparer.Ordinal);
    private readonly Statement _select;
    private readonly Statement _insert;
    private readonly Statement _update;
    private readonly Statement[] _delete;
    private readonly Statement _saveSubscription;
    private readonly Statement _deleteSubscription;
    private readonly Statement _addReceipt;
    private readonly Statement _deleteReceipt;

    public SessionRows(SqliteConnection connection)
    {
        _select = new(connection, "SELECT id, client_id FROM session");
        _insert = new(connection, "INSERT INTO session(expiry_s, disconnected_at, client_id) VALUES(?, ?, ?)");
        _update = new(connection, "UPDATE session SET expiry_s=?, disconnected_at=? WHERE id=?");
        _delete =
        [
            new(connection, "DELETE FROM session WHERE id=?"),
            new(connection, "DELETE FROM subscription WHERE session_id=?"),
            new(connection, "DELETE FROM receipt WHERE session_id=?"),
        ];
        _saveSubscription = new(connection, "INSERT OR REPLACE INTO subscription VALUES(?, ?, ?, ?, ?, ?, ?)");
        _deleteSubscription = new(connection, "DELETE FROM subscription WHERE session_id=? AND filter=?");
        _addReceipt = new(connection, "INSERT OR IGNORE INTO receipt VALUES(?, ?)");
        _deleteReceipt = new(connection, "DELETE FROM receipt WHERE session_id=? AND packet_id=?");
    }

    /// <summary>Reads the row ids anew: after a rollback what is known may be wrong.</summary>
    public void Refresh()
    {
        _ids.Clear();
        while (_select.Step())
        {
            _ids.Add(_select.Text(1), _select.WholeNumber(0));
        }

        _select.Reset();
    }

    /// <returns>Null for a session that has ended.</returns>
    public long? IdOf(string clientId) => _ids.TryGetValue(clientId, out long id) ? id : null;

    public void Save(StoredSession session)
    {
        if (IdOf(session.ClientId) is { } id)
        {
            BindState(_update, session);
            _update.Bind(3, id);
            _update.Execute();
            return;
        }

        BindState(_insert, session);
        _insert.Bind(3, session.ClientId);
        _insert.Execute();
        _ids.Add(session.ClientId, _insert.LastRowId);
    }

    /// <summary>Deletes a session with its subscriptions and receipts.</summary>
    public void Delete(string clientId)
    {
        if (!_ids.Remove(clientId, out long id))
        {
            return;
        }

        foreach (Statement statement in _delete)
        {
            statement.Bind(1, id);
            statement.Execute();
        }
    }

    public void Save(long id, StoredSubscription subscription)
    {
        _saveSubscription.Bind(1, id);
        _saveSubscription.Bind(2, subscription.Filter);
        _saveSubscription.Bind(3, (long)subscription.MaximumQuality);
        _saveSubscription.Bind(4, subscription.NoLocal ? 1L : 0L);
        _saveSubscription.Bind(5, subscription.RetainAsPublished ? 1L : 0L);
        _saveSubscription.Bind(6, (long)subscription.RetainHandling);
        if (subscription.Identifier is { } identifier)
        {
            _saveSubscription.Bind(7, (long)identifier);
        }
        else
        {
            _saveSubscription.BindNull(7);
        }

        _saveSubscription.Execute();
    }

    public void DeleteSubscription(long id, string filter)
    {
        _deleteSubscription.Bind(1, id);
        _deleteSubscription.Bind(2, filter);
        _deleteSubscription.Execute();
    }

    public void AddReceipt(long id, ushort packetId) => Execute(_addReceipt, id, packetId);

    public void DeleteReceipt(long id, ushort packetId) => Execute(_deleteReceipt, id, packetId);

    public void Dispose()
    {
        foreach (Statement statement in (ReadOnlySpan<Statement>)
            [_select, _insert, _update, .. _delete, _saveSubscription, _deleteSubscription, _addReceipt, _deleteReceipt])
        {
            statement.Dispose();
        }
    }

    private static void BindState(Statement statement, StoredSession session)
    {
        statement.Bind(1, (long)session.ExpirySeconds);
        if (session.DisconnectedAt is { } at)
        {
            statement.Bind(2, at.UtcTicks);
        }
        else
        {
            statement.BindNull(2);
        }
    }

    private static void Execute(Statement statement, long id, ushort packetId)
    {
        statement.Bind(1, id);
        statement.Bind(2, (long)packetId);
        statement.Execute();
    }
}
