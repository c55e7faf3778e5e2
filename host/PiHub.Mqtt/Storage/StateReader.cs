using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using PiHub.Mqtt.Codec.Packets;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Subscriptions;
using PiHub.Sdk.Bus;
using PiHub.Sqlite;

namespace PiHub.Mqtt.Storage;

/// <summary>Reads the broker's file back, once.</summary>
internal sealed class StateReader
{
    private readonly SqliteConnection _connection;
    private readonly TimeProvider _time;
    private readonly List<StoreChange> _expired = [];

    public StateReader(SqliteConnection connection, TimeProvider time)
    {
        _connection = connection;
        _time = time;
    }

    public LoadedState Read()
    {
        ILookup<long, StoredSubscription> subscriptions = ReadSubscriptions();
        ILookup<long, StoredDelivery> deliveries = ReadDeliveries(ReadMessages());
        ILookup<long, ushort> receipts = Select(
            "SELECT session_id, packet_id FROM receipt", row => (ushort)row.WholeNumber(1));
        var sessions = new List<StoredSession>();
        foreach ((long id, StoredSession session) in ReadSessions())
        {
            sessions.Add(session with
            {
                Subscriptions = [.. subscriptions[id]],
                Deliveries = Unexpired(session.ClientId, deliveries[id]),
                Receipts = [.. receipts[id]],
            });
        }

        return new LoadedState(new StoredState { Sessions = sessions, Retained = ReadRetained() }, _expired);
    }

    private List<(long Id, StoredSession Session)> ReadSessions() =>
        [.. Rows("SELECT id, client_id, expiry_s, disconnected_at FROM session ORDER BY id", row => (row.WholeNumber(0), new StoredSession
        {
            ClientId = row.Text(1),
            ExpirySeconds = (uint)row.WholeNumber(2),
            DisconnectedAt = row.IsNull(3) ? null : new DateTimeOffset(row.WholeNumber(3), TimeSpan.Zero),
        }))];

    private ILookup<long, StoredSubscription> ReadSubscriptions() => Select(
        """
        SELECT session_id, filter, quality, no_local, retain_as_published, retain_handling, identifier
        FROM subscription ORDER BY session_id, filter
        """,
        row => new StoredSubscription
        {
            Filter = row.Text(1),
            MaximumQuality = (QualityOfService)row.WholeNumber(2),
            NoLocal = row.WholeNumber(3) != 0,
            RetainAsPublished = row.WholeNumber(4) != 0,
            RetainHandling = (RetainHandling)row.WholeNumber(5),
            Identifier = row.IsNull(6) ? null : (uint)row.WholeNumber(6),
        });

    private Dictionary<long, PublishedMessage> ReadMessages() =>
        Rows($"SELECT id, {MessageColumns.Names} FROM message", row => (Id: row.WholeNumber(0), Message: MessageColumns.Read(row, 1, _time)))
            .ToDictionary(row => row.Id, row => row.Message);

    private ILookup<long, StoredDelivery> ReadDeliveries(Dictionary<long, PublishedMessage> messages) => Select(
        """
        SELECT session_id, sequence, message_id, quality, retain, subscription_ids, packet_id, is_received
        FROM delivery ORDER BY session_id, sequence
        """,
        row =>
        {
            uint[]? ids = row.IsNull(5) ? null : MemoryMarshal.Cast<byte, uint>(row.Blob(5)).ToArray();
            var delivery = new Delivery(messages[row.WholeNumber(2)], (QualityOfService)row.WholeNumber(3), row.WholeNumber(4) != 0)
            {
                SubscriptionIds = ids,
            };
            return new StoredDelivery(row.WholeNumber(1), delivery, (ushort)row.WholeNumber(6), row.WholeNumber(7) != 0);
        });

    private List<PublishedMessage> ReadRetained()
    {
        var retained = new List<PublishedMessage>();
        foreach (PublishedMessage message in Rows(
            $"SELECT {MessageColumns.Names} FROM retained ORDER BY topic", row => MessageColumns.Read(row, 0, _time)))
        {
            if (message.RemainingSeconds(_time) != 0)
            {
                retained.Add(message);
            }
            else
            {
                _expired.Add(new RetainedDeleted(message.Message.Topic));
            }
        }

        return retained;
    }

    // What the client may have got is finished all the same (5.0: 3.3.2.3.3).
    private List<StoredDelivery> Unexpired(string clientId, IEnumerable<StoredDelivery> deliveries)
    {
        var unexpired = new List<StoredDelivery>();
        foreach (StoredDelivery delivery in deliveries)
        {
            if (delivery.PacketId != 0 || delivery.Delivery.Message.RemainingSeconds(_time) != 0)
            {
                unexpired.Add(delivery);
            }
            else
            {
                _expired.Add(new DeliveryDeleted(clientId, delivery.Sequence));
            }
        }

        return unexpired;
    }

    // Rows by the session's id in their first column, in order.
    private ILookup<long, T> Select<T>(string sql, Func<Statement, T> read) =>
        Rows(sql, row => (Session: row.WholeNumber(0), Value: read(row))).ToLookup(row => row.Session, row => row.Value);

    private IEnumerable<T> Rows<T>(string sql, Func<Statement, T> read)
    {
        using var statement = new Statement(_connection, sql);
        while (statement.Step())
        {
            yield return read(statement);
        }
    }
}
