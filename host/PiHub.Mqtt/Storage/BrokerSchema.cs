namespace PiHub.Mqtt.Storage;

/// <summary>The tables of the broker's file.</summary>
internal static class BrokerSchema
{
    public const string Part = "broker";

    /// <summary>One script a version; shipped ones never change.</summary>
    /// <remarks>
    /// Instants are 100 ns since the year 1, UTC. A <c>message</c> is there as long as a <c>delivery</c> names it. There are no foreign
    /// keys: they would cost an index on the busiest table, and every change keeps the tables in step by itself.
    /// </remarks>
    public static readonly string[] Migrations =
    [
        """
        CREATE TABLE session(
            id INTEGER PRIMARY KEY,
            client_id TEXT NOT NULL UNIQUE,
            expiry_s INTEGER NOT NULL,
            disconnected_at INTEGER) STRICT;
        CREATE TABLE subscription(
            session_id INTEGER NOT NULL,
            filter TEXT NOT NULL,
            quality INTEGER NOT NULL,
            no_local INTEGER NOT NULL,
            retain_as_published INTEGER NOT NULL,
            retain_handling INTEGER NOT NULL,
            identifier INTEGER,
            PRIMARY KEY(session_id, filter)) STRICT, WITHOUT ROWID;
        CREATE TABLE message(
            id INTEGER PRIMARY KEY,
            topic TEXT NOT NULL,
            payload BLOB NOT NULL,
            quality INTEGER NOT NULL,
            retain INTEGER NOT NULL,
            client_id TEXT NOT NULL,
            received_at INTEGER NOT NULL,
            expiry_s INTEGER,
            properties BLOB NOT NULL) STRICT;
        CREATE TABLE delivery(
            session_id INTEGER NOT NULL,
            sequence INTEGER NOT NULL,
            message_id INTEGER NOT NULL,
            quality INTEGER NOT NULL,
            retain INTEGER NOT NULL,
            subscription_ids BLOB,
            packet_id INTEGER NOT NULL,
            is_received INTEGER NOT NULL,
            PRIMARY KEY(session_id, sequence)) STRICT, WITHOUT ROWID;
        CREATE TABLE receipt(
            session_id INTEGER NOT NULL,
            packet_id INTEGER NOT NULL,
            PRIMARY KEY(session_id, packet_id)) STRICT, WITHOUT ROWID;
        CREATE TABLE retained(
            topic TEXT NOT NULL PRIMARY KEY,
            payload BLOB NOT NULL,
            quality INTEGER NOT NULL,
            retain INTEGER NOT NULL,
            client_id TEXT NOT NULL,
            received_at INTEGER NOT NULL,
            expiry_s INTEGER,
            properties BLOB NOT NULL) STRICT;
        """,
    ];
}
