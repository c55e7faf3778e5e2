using Microsoft.Data.Sqlite;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;
using PiHub.Sqlite;

namespace PiHub.Recorder.Replay;

/// <summary>Writes the sample log within the writer's transactions. One caller at a time.</summary>
/// <remarks>A commit's samples are one row, or some when they are many, so that a reader never unpacks much for one sample.</remarks>
internal sealed class SampleLogWriter : IDisposable
{
    private const int RowSamples = 512;
    private const int RowBytes = 256 * 1_024;

    // Old rows go in every sixteenth commit, some at a time, so that no commit waits long for it.
    private const int PruneEvery = 16;
    private const int PruneRows = 256;
    private const long PruneBytes = 8 * 1_024 * 1_024;

    private readonly SampleEncoder _encoder = new();
    private readonly SqliteConnection _connection;
    private readonly Statement _put;
    private readonly Statement _oldest;
    private readonly Statement _deleteUntil;
    private readonly Statement _putDeletion;
    private readonly Statement _dropDeletions;
    private readonly SampleCursorWriter _cursors;
    private long? _head;
    private long _bytes;
    private long _added;
    private int _commits;
    private DateTimeOffset _now;

    public SampleLogWriter(SqliteConnection connection)
    {
        _connection = connection;
        _put = new Statement(connection, "INSERT INTO sample_log VALUES(?, ?, ?, ?)");
        _oldest = new Statement(
            connection, $"SELECT first, count, committed_ms, length(samples) FROM sample_log ORDER BY first LIMIT {PruneRows}");
        _deleteUntil = new Statement(connection, "DELETE FROM sample_log WHERE first<=?");
        _putDeletion = new Statement(connection, "INSERT OR REPLACE INTO sample_log_deletion VALUES(?, ?)");
        _dropDeletions = new Statement(
            connection, "DELETE FROM sample_log_deletion WHERE sequence<(SELECT min(first) FROM sample_log)");
        _cursors = new SampleCursorWriter(connection);
    }

    /// <summary>The sequence number of the newest sample on disk. The newest row is never deleted, so no number is used twice.</summary>
    public long Head => _head ?? LoadHead();

    /// <summary>Begins a commit's part.</summary>
    public void Begin(SampleLogTurn turn)
    {
        _head = Math.Max(Head, turn.Head);
        _now = turn.Now;
        _added = 0;
        _encoder.Reset();
    }

    public void Add(Sample sample)
    {
        _encoder.Add(sample);
        _added++;
        if (_encoder.Count == RowSamples || _encoder.Bytes.Length >= RowBytes)
        {
            PutRow();
        }
    }

    /// <summary>From now on, what came before of a device is not replayed.</summary>
    public void Delete(string device)
    {
        _putDeletion.Bind(1, device);
        _putDeletion.Bind(2, Head + _added);
        _putDeletion.Execute();
    }

    /// <summary>Ends a commit's part.</summary>
    public void End(SampleLogTurn turn)
    {
        PutRow();
        _head = Head + _added;
        _cursors.Write(turn.Cursors);
        if (++_commits % PruneEvery == 0 || _bytes > turn.MaximumBytes)
        {
            Prune(turn);
        }
    }

    /// <summary>After a rollback: what is known of the disk is read anew.</summary>
    public void Forget() => _head = null;

    public void Dispose()
    {
        _put.Dispose();
        _oldest.Dispose();
        _deleteUntil.Dispose();
        _putDeletion.Dispose();
        _dropDeletions.Dispose();
        _cursors.Dispose();
    }

    private void PutRow()
    {
        if (_encoder.Count == 0)
        {
            return;
        }

        _put.Bind(1, Head + _added - _encoder.Count + 1);
        _put.Bind(2, _encoder.Count);
        _put.Bind(3, UnixTime.Floor(_now));
        _put.BindBlob(4, _encoder.Bytes);
        _put.Execute();
        _bytes += _encoder.Bytes.Length;
        _encoder.Reset();
    }

    private void Prune(SampleLogTurn turn)
    {
        (long until, long freed) = (0, 0);
        long eldest = UnixTime.Floor(turn.Now - turn.MaximumAge);
        while (freed < PruneBytes && _oldest.Step())
        {
            long first = _oldest.WholeNumber(0);
            long last = first + _oldest.WholeNumber(1) - 1;
            bool isPassed = last <= turn.Cursors.Oldest;
            bool isTooOld = _oldest.WholeNumber(2) < eldest;
            if (last >= Head || !(isPassed || isTooOld || _bytes - freed > turn.MaximumBytes))
            {
                break;
            }

            until = first;
            freed += _oldest.WholeNumber(3);
        }

        _oldest.Reset();
        if (until > 0)
        {
            _deleteUntil.Bind(1, until);
            _deleteUntil.Execute();
            _bytes -= freed;
            _dropDeletions.Execute();
        }
    }

    private long LoadHead()
    {
        using var head = new Statement(_connection, "SELECT first+count-1 FROM sample_log ORDER BY first DESC LIMIT 1");
        using var bytes = new Statement(_connection, "SELECT coalesce(sum(length(samples)), 0) FROM sample_log");
        _bytes = bytes.Step() ? bytes.WholeNumber(0) : 0;
        _head = head.Step() ? head.WholeNumber(0) : 0;
        return _head.Value;
    }
}
