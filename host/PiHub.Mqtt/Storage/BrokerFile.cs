using Microsoft.Data.Sqlite;
using PiHub.Mqtt.Codec;
using PiHub.Sqlite;
using SQLitePCL;

namespace PiHub.Mqtt.Storage;

/// <summary>The one connection that writes the broker's file. One caller at a time.</summary>
/// <remarks>A change of a session that is not stored, because it has ended, changes nothing.</remarks>
internal sealed class BrokerFile : IGroupConnection<StoreUnit>
{
    // Long enough for a backup's short locks, short enough to stop within the time that a stop may take.
    private const string BusyTimeout = "PRAGMA busy_timeout=1000";

    private readonly SqliteConnection _connection;
    private readonly SessionRows _sessions;
    private readonly DeliveryRows _deliveries;
    private readonly RetainedRows _retained;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;
    private readonly LastingChanges _lasting = new();
    private bool _isKnown;

    private BrokerFile(SqliteConnection connection)
    {
        _connection = connection;
        _sessions = new SessionRows(connection);
        _deliveries = new DeliveryRows(connection);
        _retained = new RetainedRows(connection);
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
        _rollback = new Statement(connection, "ROLLBACK");
    }

    /// <summary>Opens the file, making folder, file and tables as needed.</summary>
    /// <param name="database">The file.</param>
    /// <param name="opened">Sees each opened connection first; null in production.</param>
    /// <exception cref="InvalidOperationException">A newer program wrote the file.</exception>
    public static BrokerFile Open(SqliteDatabase database, Action<SqliteConnection>? opened)
    {
        if (Path.GetDirectoryName(database.Path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        database.Migrate(BrokerSchema.Part, BrokerSchema.Migrations);
        SqliteConnection connection = database.Open();
        try
        {
            using (var busyTimeout = new Statement(connection, BusyTimeout))
            {
                busyTimeout.Execute();
            }

            opened?.Invoke(connection);
            return new BrokerFile(connection);
        }
        catch
        {
            SqliteDatabase.Discard(connection);
            throw;
        }
    }

    /// <summary>Reads everything back, after a check of the whole file.</summary>
    /// <param name="time">The clock that ages are derived by.</param>
    /// <exception cref="SqliteException">The file is damaged.</exception>
    public LoadedState Load(TimeProvider time)
    {
        DamageCheck.Run(_connection);
        try
        {
            return new StateReader(_connection, time).Read();
        }
        catch (Exception exception) when (exception is MqttProtocolException or KeyNotFoundException or ArgumentException)
        {
            throw new SqliteException($"a row makes no sense: {exception.Message}", raw.SQLITE_CORRUPT);
        }
    }

    /// <inheritdoc/>
    public void Commit(IReadOnlyList<StoreUnit> units)
    {
        _begin.Execute();
        try
        {
            if (!_isKnown)
            {
                _sessions.Refresh();
                _deliveries.Refresh();
                _isKnown = true;
            }

            foreach (StoreChange change in _lasting.Of(units))
            {
                Apply(change);
            }

            _commit.Execute();
            _deliveries.Forget();
        }
        catch
        {
            _isKnown = false;
            if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            {
                _rollback.Execute();
            }

            throw;
        }
    }

    /// <summary>Closes it for good.</summary>
    public void Dispose()
    {
        _sessions.Dispose();
        _deliveries.Dispose();
        _retained.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
        SqliteDatabase.Discard(_connection);
    }

    private void Apply(StoreChange change)
    {
        switch (change)
        {
            case SessionSaved saved:
                _sessions.Save(saved.Session);
                break;
            case SessionDeleted deleted:
                if (_sessions.IdOf(deleted.ClientId) is { } ended)
                {
                    _deliveries.DeleteAll(ended);
                    _sessions.Delete(deleted.ClientId);
                }

                break;
            case RetainedSaved saved:
                _retained.Save(saved.Message);
                break;
            case RetainedDeleted deleted:
                _retained.Delete(deleted.Topic);
                break;
            case DeliveryAdded { ClientId: var client } added when _sessions.IdOf(client) is { } id:
                _deliveries.Add(id, added.Sequence, added.Delivery);
                break;
            case DeliverySent { ClientId: var client } sent when _sessions.IdOf(client) is { } id:
                _deliveries.Sent(id, sent.Sequence, sent.PacketId);
                break;
            case DeliveryReceived { ClientId: var client } received when _sessions.IdOf(client) is { } id:
                _deliveries.Received(id, received.Sequence);
                break;
            case DeliveryDeleted { ClientId: var client } deleted when _sessions.IdOf(client) is { } id:
                _deliveries.Delete(id, deleted.Sequence);
                break;
            case SubscriptionSaved { ClientId: var client } saved when _sessions.IdOf(client) is { } id:
                _sessions.Save(id, saved.Subscription);
                break;
            case SubscriptionDeleted { ClientId: var client } deleted when _sessions.IdOf(client) is { } id:
                _sessions.DeleteSubscription(id, deleted.Filter);
                break;
            case ReceiptAdded { ClientId: var client } added when _sessions.IdOf(client) is { } id:
                _sessions.AddReceipt(id, added.PacketId);
                break;
            case ReceiptDeleted { ClientId: var client } deleted when _sessions.IdOf(client) is { } id:
                _sessions.DeleteReceipt(id, deleted.PacketId);
                break;
        }
    }
}
