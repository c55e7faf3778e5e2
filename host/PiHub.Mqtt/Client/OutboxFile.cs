using Microsoft.Data.Sqlite;
using PiHub.Mqtt.Codec;
using PiHub.Mqtt.Publishing;
using PiHub.Mqtt.Storage;
using PiHub.Sdk.Bus;
using PiHub.Sqlite;
using SQLitePCL;

namespace PiHub.Mqtt.Client;

/// <summary>A connection to an outbox's file. One caller at a time.</summary>
internal sealed class OutboxFile : IGroupConnection<OutboxUnit>
{
    private const string Part = "outbox";

    // One script a version; shipped ones never change. Instants are 100 ns since the year 1, UTC.
    private static readonly string[] Migrations =
    [
        """
        CREATE TABLE message(
            position INTEGER PRIMARY KEY,
            added_at INTEGER NOT NULL,
            size_bytes INTEGER NOT NULL,
            topic TEXT NOT NULL,
            payload BLOB NOT NULL,
            quality INTEGER NOT NULL,
            retain INTEGER NOT NULL,
            properties BLOB NOT NULL) STRICT;
        """,
    ];

    private readonly SqliteConnection _connection;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;
    private readonly Statement _add;
    private readonly Statement _remove;
    private readonly Statement _read;

    private OutboxFile(SqliteConnection connection)
    {
        _connection = connection;
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
        _rollback = new Statement(connection, "ROLLBACK");
        _add = new Statement(connection, "INSERT INTO message VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
        _remove = new Statement(connection, "DELETE FROM message WHERE position=?");
        _read = new Statement(
            connection,
            "SELECT position, added_at, topic, payload, quality, retain, properties FROM message WHERE position>=? ORDER BY position LIMIT ?");
    }

    /// <summary>Opens the file, making folder, file and table as needed.</summary>
    public static OutboxFile Open(SqliteDatabase database, Action<SqliteConnection>? opened)
    {
        if (Path.GetDirectoryName(database.Path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        database.Migrate(Part, Migrations);
        SqliteConnection connection = database.Open();
        try
        {
            opened?.Invoke(connection);
            return new OutboxFile(connection);
        }
        catch
        {
            SqliteDatabase.Discard(connection);
            throw;
        }
    }

    /// <summary>What waits, in order, without content, after a check of the whole file.</summary>
    /// <exception cref="SqliteException">The file is damaged.</exception>
    public List<OutboxEntry> Load(TimeProvider time)
    {
        DamageCheck.Run(_connection);
        var entries = new List<OutboxEntry>();
        using var rows = new Statement(_connection, "SELECT position, size_bytes, added_at FROM message ORDER BY position");
        while (rows.Step())
        {
            DateTimeOffset addedAt = ToTime(rows.WholeNumber(2));
            entries.Add(new OutboxEntry
            {
                Position = rows.WholeNumber(0),
                SizeBytes = (int)rows.WholeNumber(1),
                AddedAt = addedAt,
                AddedTimestamp = MessageColumns.ToTimestamp(addedAt, time),
            });
        }

        return entries;
    }

    /// <inheritdoc/>
    public void Commit(IReadOnlyList<OutboxUnit> units)
    {
        _begin.Execute();
        try
        {
            foreach (OutboxUnit unit in units)
            {
                // Dropped before it was written: its removal follows and finds nothing.
                if (unit.Added is { Message: { } message } entry)
                {
                    Add(entry, message);
                }

                foreach (long position in unit.Removed)
                {
                    _remove.Bind(1, position);
                    _remove.Execute();
                }
            }

            _commit.Execute();
        }
        catch
        {
            if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            {
                _rollback.Execute();
            }

            throw;
        }
    }

    /// <summary>Reads messages in order.</summary>
    /// <param name="first">The first position.</param>
    /// <param name="maximumCount">How many at most.</param>
    /// <param name="maximumBytes">Ends after the message that reaches it.</param>
    public List<OutboxMessage> Read(long first, int maximumCount, long maximumBytes)
    {
        var messages = new List<OutboxMessage>();
        _read.Bind(1, first);
        _read.Bind(2, (long)maximumCount);
        while (maximumBytes > 0 && _read.Step())
        {
            byte[] payload = _read.Blob(3);
            maximumBytes -= payload.Length;
            PacketProperties? properties = ReadProperties(_read.Blob(6));
            BusMessage message = PublishedMessage.ToBusMessage(
                _read.Text(2), payload, (QualityOfService)_read.WholeNumber(4), _read.WholeNumber(5) != 0, properties);
            messages.Add(new OutboxMessage(_read.WholeNumber(0), ToTime(_read.WholeNumber(1)), message) { Terms = MessageTerms.Of(properties) });
        }

        _read.Reset();
        return messages;
    }

    /// <summary>Closes it for good.</summary>
    public void Dispose()
    {
        foreach (Statement statement in (ReadOnlySpan<Statement>)[_begin, _commit, _rollback, _add, _remove, _read])
        {
            statement.Dispose();
        }

        SqliteDatabase.Discard(_connection);
    }

    private static DateTimeOffset ToTime(long ticks) => new(ticks, TimeSpan.Zero);

    private static PacketProperties? ReadProperties(byte[] encoded)
    {
        try
        {
            return MessageColumns.ReadProperties(encoded);
        }
        catch (MqttProtocolException exception)
        {
            throw new SqliteException($"a row makes no sense: {exception.Message}", raw.SQLITE_CORRUPT);
        }
    }

    private void Add(OutboxEntry entry, BusMessage message)
    {
        _add.Bind(1, entry.Position);
        _add.Bind(2, entry.AddedAt.UtcTicks);
        _add.Bind(3, (long)entry.SizeBytes);
        _add.Bind(4, message.Topic);
        _add.BindBlob(5, message.Payload.Span);
        _add.Bind(6, (long)message.QualityOfService);
        _add.Bind(7, message.Retain ? 1L : 0L);
        _add.BindBlob(8, entry.Properties);
        _add.Execute();
    }
}
