using Microsoft.Data.Sqlite;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Recorder.Storage;
using PiHub.Sqlite;

namespace PiHub.Recorder.Blocks.Index;

/// <summary>Changes the index. One caller at a time.</summary>
internal sealed class IndexWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly List<Statement> _statements = [];
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;
    private readonly Statement _putSeries;
    private readonly Statement _removeSeries;
    private readonly Statement _putBlock;
    private readonly Statement _removeBlock;
    private readonly Statement _addStale;
    private readonly Statement _removeStale;
    private readonly Statement _putFile;
    private readonly Statement _removeFile;
    private readonly Statement _putDeletion;
    private readonly Statement _addGone;
    private readonly Statement _removeGone;
    private readonly Statement _addDamage;
    private readonly Statement _putState;

    public IndexWriter(SqliteConnection connection)
    {
        _connection = connection;
        Reader = new IndexReader(connection, owns: false);
        _begin = Prepare("BEGIN IMMEDIATE");
        _commit = Prepare("COMMIT");
        _rollback = Prepare("ROLLBACK");
        _putSeries = Prepare("INSERT OR REPLACE INTO series VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)");
        _removeSeries = Prepare("DELETE FROM series WHERE id=?1");
        _putBlock = Prepare("INSERT OR REPLACE INTO block VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
        _removeBlock = Prepare("DELETE FROM block WHERE series=?1 AND kind=?2 AND from_ms=?3");
        _addStale = Prepare("INSERT INTO stale(series, from_ms, to_ms) VALUES(?1, ?2, ?3)");
        _removeStale = Prepare("DELETE FROM stale WHERE id=?1");
        _putFile = Prepare("INSERT OR REPLACE INTO file VALUES(?1, ?2, ?3, ?4)");
        _removeFile = Prepare("DELETE FROM file WHERE number=?1");
        _putDeletion = Prepare("INSERT OR REPLACE INTO deletion VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
        _addGone = Prepare("INSERT OR IGNORE INTO gone VALUES(?1)");
        _removeGone = Prepare("DELETE FROM gone WHERE series=?1");
        _addDamage = Prepare("INSERT INTO damage(found_ms, file, lost) VALUES(?1, ?2, ?3)");
        _putState = Prepare("INSERT OR REPLACE INTO state VALUES(1, ?1, ?2, ?3, ?4)");
    }

    /// <summary>Finds blocks, as of the changes made so far.</summary>
    public IndexReader Reader { get; }

    /// <summary>Makes changes, all or none; durable when it returns.</summary>
    public void InTransaction(Action<IndexWriter> changes)
    {
        _begin.Execute();
        try
        {
            changes(this);
            _commit.Execute();
        }
        catch
        {
            try
            {
                _rollback.Execute();
            }
            catch (SqliteException)
            {
                // SQLite has rolled back by itself.
            }

            throw;
        }
    }

    public void PutSeries(SeriesRow row)
    {
        _putSeries.Bind(1, row.Series.Id);
        _putSeries.Bind(2, row.Series.Device);
        _putSeries.Bind(3, row.Series.Metric);
        Bind(_putSeries, 4, row.Flushed, row.Version, row.MinutesUntil, row.HoursUntil, row.DaysUntil, row.RawFrom);
        _putSeries.BindNull(10);
        _putSeries.BindNull(13);
        if (row.Newest is { } newest)
        {
            _putSeries.Bind(10, UnixTime.Floor(newest.Time));
            _putSeries.Bind(11, newest.Value.Number ?? 0);
            _putSeries.Bind(12, (long)ReadingFlags.Of(newest.Value.Kind, newest.Quality).Bits);
            if (newest.Value.Text is { } text)
            {
                _putSeries.Bind(13, text);
            }
        }
        else
        {
            _putSeries.BindNull(11);
            _putSeries.BindNull(12);
        }

        _putSeries.Execute();
    }

    public void RemoveSeries(long id) => Execute(_removeSeries, id);

    public void PutBlock(in BlockRow row) => Execute(
        _putBlock, row.Series, (long)row.Kind, row.From, row.To, row.Count, row.File, row.Offset, row.Length);

    public void RemoveBlock(in BlockRow row) => Execute(_removeBlock, row.Series, (long)row.Kind, row.From);

    public StaleRange AddStale(long series, TimeRange range)
    {
        Execute(_addStale, series, range.FromMilliseconds, range.ToMilliseconds);
        return new StaleRange(_addStale.LastRowId, range);
    }

    public void RemoveStale(long id) => Execute(_removeStale, id);

    public void PutFile(in FileRow row) => Execute(_putFile, row.Number, row.IsLasting ? 1 : 0, row.Length, row.Live);

    public void RemoveFile(int number) => Execute(_removeFile, number);

    public void PutDeletion(in DeletionRow row)
    {
        _putDeletion.Bind(1, row.Device);
        Bind(_putDeletion, 2, row.Entry, row.Series, row.File, row.Offset, row.Length);
        _putDeletion.Execute();
    }

    public void AddGone(long series) => Execute(_addGone, series);

    public void RemoveGone(long series) => Execute(_removeGone, series);

    public void AddDamage(Damage damage)
    {
        _addDamage.Bind(1, UnixTime.Floor(damage.FoundAt));
        _addDamage.Bind(2, damage.File);
        _addDamage.Bind(3, damage.Lost);
        _addDamage.Execute();
    }

    public void PutState(in IndexState state) =>
        Execute(_putState, state.Generation, state.NeededFrom, state.Readings, state.IsComplete ? 1 : 0);

    public void Dispose()
    {
        Reader.Dispose();
        foreach (Statement statement in _statements)
        {
            statement.Dispose();
        }

        SqliteDatabase.Discard(_connection);
    }

    private static void Bind(Statement statement, int first, params ReadOnlySpan<long> values)
    {
        foreach (long value in values)
        {
            statement.Bind(first++, value);
        }
    }

    private static void Execute(Statement statement, params ReadOnlySpan<long> values)
    {
        Bind(statement, 1, values);
        statement.Execute();
    }

    private Statement Prepare(string sql)
    {
        var statement = new Statement(_connection, sql);
        _statements.Add(statement);
        return statement;
    }
}
