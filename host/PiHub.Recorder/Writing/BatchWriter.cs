using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using PiHub.Recorder.Replay;
using PiHub.Sdk.Readings;
using PiHub.Sqlite;

namespace PiHub.Recorder.Writing;

/// <summary>Writes what waits in the queue, everything that is there in one commit, then completes those who waited.</summary>
/// <remarks>Batches grow by themselves: while one commit syncs, the next batch gathers. No timer, so a lone sample never waits.</remarks>
internal sealed class BatchWriter : IDiskListener
{
    private readonly SqliteDatabase _database;
    private readonly RetryingConnection<WriteConnection> _connection;
    private readonly Channel<PendingWrite> _queue;
    private readonly WriterContext _context;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _spaceToFree = true;
    private volatile int _inHand;

    public BatchWriter(
        SqliteDatabase database, Action<SqliteConnection>? opened, Channel<PendingWrite> queue, WriterContext context)
    {
        _database = database;
        _queue = queue;
        _context = context;
        _connection = new RetryingConnection<WriteConnection>(
            database.Path, () => WriteConnection.Open(database, opened), this, context.Time);
    }

    /// <summary>Completes after the first attempt to open the database; trouble with the disk is no fault, a newer file is.</summary>
    public Task Started => _started.Task;

    /// <summary>Writes taken from the queue and not committed yet.</summary>
    public int InHand => _inHand;

    /// <summary>Writes until the queue is completed and empty.</summary>
    /// <param name="stopping">Cancelled at stop: trouble is then tried once more, and no longer waited out.</param>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await OpenAsync(stopping);
            var batch = new List<PendingWrite>();
            while (await MoreAsync(stopping))
            {
                while (_queue.Reader.TryRead(out PendingWrite? write))
                {
                    batch.Add(write);
                }

                _inHand = batch.Count;
                await WriteAsync(batch, stopping);
                _inHand = 0;
                batch.Clear();
            }
        }
        finally
        {
            // Whatever ended the loop, nobody may wait for it any more.
            _queue.Writer.TryComplete();
            _connection.Close();
        }
    }

    void IDiskListener.Failing(string trouble)
    {
        if (_context.Status.Failing(trouble))
        {
            _context.Logger.RecordingFails(trouble);
        }

        _started.TrySetResult();
    }

    void IDiskListener.Working()
    {
        if (_context.Status.Working() is { } failed)
        {
            _context.Logger.RecordingWorksAgain(failed);
        }
    }

    private async Task OpenAsync(CancellationToken stopping)
    {
        try
        {
            List<Reading> latest = await _connection.PersistAsync(connection => connection.LoadLatest(), stopping);
            _context.Latest.Load(latest);
            _context.Log.Open(await _connection.PersistAsync(connection => connection.LoadLog(), stopping));
            _context.Status.Opened(BytesOnDisk());
            _context.Logger.Recording(_database.Path, latest.Count);
            _started.TrySetResult();
        }
#pragma warning disable CA1031 // boundary: whatever prevents the start goes to whoever starts the store
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _started.TrySetException(exception);
            throw;
        }
    }

    // Whether something waits to be written; frees space while nothing does.
    private async ValueTask<bool> MoreAsync(CancellationToken stopping)
    {
        while (_spaceToFree && !stopping.IsCancellationRequested && !_queue.Reader.TryPeek(out _))
        {
            _spaceToFree = await _connection.PersistAsync(connection => connection.FreeSpace(), stopping);
        }

        return await _queue.Reader.WaitToReadAsync(CancellationToken.None);
    }

    private async Task WriteAsync(List<PendingWrite> batch, CancellationToken stopping)
    {
        CursorChanges cursors = _context.Log.Cursors.TakeChanges();
        try
        {
            long start = 0;
            SampleLogTurn turn = TurnOf(cursors);
            Exception?[] refusals = new Exception?[batch.Count];
            try
            {
                await _connection.PersistAsync(connection => Timed(() => connection.Commit(batch, turn)), stopping);
            }
            catch (Exception exception) when (exception is not ObjectDisposedException)
            {
                // One of them is poison: leave that one out.
                await _connection.PersistAsync(connection => Timed(() => connection.CommitAccepted(batch, turn, refusals)), stopping);
            }

            Settle(batch, refusals, turn, _context.Time.GetElapsedTime(start));

            bool Timed(Action commit)
            {
                start = _context.Time.GetTimestamp();
                commit();
                return true;
            }
        }
#pragma warning disable CA1031 // boundary: whoever waits for a write gets its fault, and the writer goes on
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _context.Log.Cursors.Restore(cursors);
            foreach (PendingWrite write in batch)
            {
                Refuse(write, exception);
            }
        }
    }

    private SampleLogTurn TurnOf(CursorChanges cursors) => new()
    {
        Head = _context.Log.Head,
        Now = _context.Time.GetUtcNow(),
        Cursors = cursors,
        MaximumBytes = _context.Options.SampleLogBytes,
        MaximumAge = _context.Options.SampleLogAge,
    };

    // Memory first, then those who waited: whoever continues sees its own write.
    private void Settle(List<PendingWrite> batch, Exception?[] refusals, SampleLogTurn turn, TimeSpan latency)
    {
        List<PendingWrite> committed = Array.TrueForAll(refusals, refusal => refusal is null)
            ? batch
            : [.. batch.Where((_, index) => refusals[index] is null)];
        _context.Latest.Apply(committed);
        _context.Log.Publish(committed, turn.Now, turn.Head + committed.Count(write => write.Sample is not null));
        _context.Status.Committed(
            committed.Count,
            committed.Sum(write => write.Sample?.Metrics.Count ?? 0),
            committed.Count(write => write.Event is not null),
            latency,
            BytesOnDisk());
        _spaceToFree |= committed.Exists(write => write.IsDeletion);
        foreach (PendingWrite write in committed)
        {
            if (write.Sample is { } sample)
            {
                _context.Feed.Publish(sample);
            }

            write.Complete();
        }

        for (int index = 0; index < refusals.Length; index++)
        {
            if (refusals[index] is { } refusal)
            {
                Refuse(batch[index], refusal);
            }
        }
    }

    private void Refuse(PendingWrite write, Exception exception)
    {
        if (exception is not ObjectDisposedException)
        {
            _context.Status.Refused();
            _context.Logger.WriteRefused(exception, write.Device);
        }

        write.Fail(exception);
    }

    private long BytesOnDisk()
    {
        long bytes = 0;
        foreach (string suffix in (ReadOnlySpan<string>)["", "-wal", "-shm"])
        {
            var file = new FileInfo(_database.Path + suffix);
            bytes += file.Exists ? file.Length : 0;
        }

        return bytes;
    }
}
