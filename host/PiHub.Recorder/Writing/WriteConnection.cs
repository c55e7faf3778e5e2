using Microsoft.Data.Sqlite;
using PiHub.Recorder.Replay;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;
using PiHub.Sqlite;
using SQLitePCL;

namespace PiHub.Recorder.Writing;

/// <summary>The one connection that writes, with its prepared statements and the series ids it knows. One caller at a time.</summary>
internal sealed class WriteConnection : IDisposable
{
    // Long enough for a backup's short locks, short enough to stop within the time that a stop may take.
    private const string BusyTimeout = "PRAGMA busy_timeout=1000";

    /// <summary>One seek a series. CROSS JOIN keeps SQLite from scanning all readings instead, as it would choose to.</summary>
    internal const string NewestReadings =
        """
        SELECT s.device, s.metric, r.time_ms, r.value FROM series s CROSS JOIN reading r
        ON r.series_id=s.id AND r.time_ms=(SELECT max(time_ms) FROM reading WHERE series_id=s.id)
        """;

    private readonly SqliteConnection _connection;
    private readonly SeriesIds _series;
    private readonly RemovedSeries _removed;
    private readonly SampleLogWriter _log;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;
    private readonly Statement _putReading;
    private readonly Statement _putEvent;

    private WriteConnection(SqliteConnection connection)
    {
        _connection = connection;
        using (var busyTimeout = new Statement(connection, BusyTimeout))
        {
            busyTimeout.Execute();
        }

        _series = new SeriesIds(connection);
        _removed = new RemovedSeries(connection);
        _log = new SampleLogWriter(connection);
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
        _rollback = new Statement(connection, "ROLLBACK");
        _putReading = new Statement(
            connection, "INSERT INTO reading VALUES(?, ?, ?) ON CONFLICT(series_id, time_ms) DO UPDATE SET value=excluded.value");
        _putEvent = new Statement(connection, "INSERT INTO event VALUES(?, ?, ?, ?) ON CONFLICT DO NOTHING");
    }

    /// <summary>Opens the database, making folder, file and tables as needed.</summary>
    /// <param name="database">The database.</param>
    /// <param name="opened">Sees each opened connection first; null in production.</param>
    public static WriteConnection Open(SqliteDatabase database, Action<SqliteConnection>? opened)
    {
        if (Path.GetDirectoryName(database.Path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        database.Migrate(RecorderSchema.Part, RecorderSchema.Migrations);
        SqliteConnection connection = database.Open();
        try
        {
            opened?.Invoke(connection);
            return new WriteConnection(connection);
        }
        catch
        {
            SqliteDatabase.Discard(connection);
            throw;
        }
    }

    /// <summary>The newest reading of each series.</summary>
    public List<Reading> LoadLatest()
    {
        using var newest = new Statement(_connection, NewestReadings);
        var readings = new List<Reading>();
        while (newest.Step())
        {
            readings.Add(new Reading
            {
                Device = newest.Text(0), Metric = newest.Text(1), Time = UnixTime.ToTime(newest.WholeNumber(2)), Value = newest.Value(3),
            });
        }

        return readings;
    }

    /// <summary>What is on disk of the sample log.</summary>
    public SampleLogContent LoadLog() => SampleLogContent.Load(_connection, _log.Head);

    /// <summary>Writes everything in one transaction; on return it is on disk. Samples that an attempt has committed whose answer got lost
    /// are not numbered again.</summary>
    public void Commit(IReadOnlyList<PendingWrite> batch, SampleLogTurn turn)
    {
        if (_log.Head > turn.Head)
        {
            return;
        }

        InTransaction(() =>
        {
            _log.Begin(turn);
            foreach (PendingWrite write in batch)
            {
                Apply(write);
                Log(write);
            }

            _log.End(turn);
        });
    }

    /// <summary>Like <see cref="Commit"/>, but leaves out what the database refuses.</summary>
    /// <param name="batch">The writes.</param>
    /// <param name="turn">What the sample log needs.</param>
    /// <param name="refusals">Takes for each write why it was refused, or null.</param>
    public void CommitAccepted(IReadOnlyList<PendingWrite> batch, SampleLogTurn turn, Exception?[] refusals)
    {
        if (_log.Head > turn.Head)
        {
            return;
        }

        Array.Clear(refusals);
        using var savepoint = new Statement(_connection, "SAVEPOINT one_write");
        using var release = new Statement(_connection, "RELEASE one_write");
        using var undo = new Statement(_connection, "ROLLBACK TO one_write");
        InTransaction(() =>
        {
            _log.Begin(turn);
            for (int i = 0; i < batch.Count; i++)
            {
                savepoint.Execute();
                try
                {
                    Apply(batch[i]);
                }
                catch (Exception exception) when (DiskTrouble.Describe(exception, "") is null)
                {
                    refusals[i] = exception;
                    undo.Execute();
                    _series.Forget();
                }

                release.Execute();
                if (refusals[i] is null)
                {
                    Log(batch[i]);
                }
            }

            _log.End(turn);
        });
    }

    /// <summary>Frees some of the space of removed series, in a transaction of its own.</summary>
    /// <returns>False when there is nothing left to free.</returns>
    public bool FreeSpace()
    {
        bool more = false;
        InTransaction(() => more = _removed.DeleteSome());
        return more;
    }

    /// <summary>Closes it for good: a connection that met trouble does not go back to the pool.</summary>
    public void Dispose()
    {
        _series.Dispose();
        _removed.Dispose();
        _log.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
        _putReading.Dispose();
        _putEvent.Dispose();
        SqliteDatabase.Discard(_connection);
    }

    private void InTransaction(Action work)
    {
        _begin.Execute();
        try
        {
            work();
            _commit.Execute();
        }
        catch
        {
            _series.Forget();
            _log.Forget();
            if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
            {
                _rollback.Execute();
            }

            throw;
        }
    }

    private void Apply(PendingWrite write)
    {
        if (write.Sample is { } sample)
        {
            _putReading.Bind(2, UnixTime.Floor(sample.Time));
            foreach ((string metric, MetricValue value) in sample.Metrics)
            {
                _putReading.Bind(1, _series.Of(sample.Device, metric));
                _putReading.Bind(3, value);
                _putReading.Execute();
            }
        }
        else if (write.Event is { } deviceEvent)
        {
            _putEvent.Bind(1, deviceEvent.Device);
            _putEvent.Bind(2, UnixTime.Floor(deviceEvent.Time));
            _putEvent.Bind(3, deviceEvent.Type);
            _putEvent.Bind(4, deviceEvent.Payload);
            _putEvent.Execute();
        }
        else if (write.IsDeletion)
        {
            _removed.Remove(write.Device);
            _series.Forget();
        }
    }

    private void Log(PendingWrite write)
    {
        if (write.Sample is { } sample)
        {
            _log.Add(sample);
        }
        else if (write.IsDeletion)
        {
            _log.Delete(write.Device);
        }
    }
}
