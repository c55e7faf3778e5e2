using System.Threading.Channels;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Journal;
using PiHub.Recorder.Replay;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;
using PiHub.Sqlite;

namespace PiHub.Recorder.Writing;

/// <summary>Writes what waits in the queue to the journal, everything that is there in one commit, then hands it on and completes those who
/// waited.</summary>
/// <remarks>Batches grow by themselves: while one commit syncs, the next batch gathers. Without a commit window no timer, so a lone sample
/// never waits.</remarks>
internal sealed class BatchWriter : IDiskListener
{
    private const int ReplayPage = 4_096;

    private readonly Channel<PendingWrite> _queue;
    private readonly WriterContext _context;
    private readonly SegmentJournal _journal;
    private readonly IReadingEngine _engine;
    private readonly DiskRetry _retry;
    private readonly EngineRoom _room;
    private readonly BatchEncoder _encoder;
    private readonly CommitPause _pause;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _runFirst;
    private volatile int _inHand;

    public BatchWriter(Channel<PendingWrite> queue, WriterContext context)
    {
        (_queue, _context, _journal, _engine) = (queue, context, context.Journal, context.Engine);
        _retry = new DiskRetry(this, _journal.Folder, context.Time);
        _room = new EngineRoom(context, this);
        _encoder = new BatchEncoder(Refuse);
        _pause = new CommitPause(context.Options.CommitWindow, context.Time);
    }

    /// <summary>Completes after the first attempt to open the store; trouble with the disk is no fault, a newer file is.</summary>
    public Task Started => _started.Task;

    /// <summary>Writes taken from the queue and not committed yet.</summary>
    public int InHand => _inHand;

    /// <summary>Lets no commit window delay what waits now.</summary>
    public void Hurry() => _pause.Hurry();

    /// <summary>Writes until the queue is completed and empty.</summary>
    /// <param name="stopping">Cancelled at stop: trouble is then tried once more, and no longer waited out.</param>
    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await OpenAsync(stopping);
            var batch = new List<PendingWrite>();
            while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
            {
                await _pause.WaitAsync(stopping);
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
            await _retry.RunAsync(() => OpenOnceAsync(stopping), stopping);
            _context.Log.Open(_journal.Open());
            _context.Logger.Recording(_context.Options.Folder, _engine.Status.Series);
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

    // May be repeated: everything is taken again without harm.
    private async ValueTask OpenOnceAsync(CancellationToken stopping)
    {
        _journal.Open();
        IReadOnlyList<Reading> latest = await _engine.OpenAsync(_journal, stopping);
        _journal.SkipTo(_engine.KnownUntil);
        _runFirst = _journal.Head + 1;
        _context.Latest.Load(latest);
        long after = _engine.NeededFrom - 1;
        while (await _journal.ReadAsync(after, ReplayPage, stopping) is { Count: > 0 } page)
        {
            await _engine.WaitForRoomAsync(stopping);
            _engine.Take(page);
            _context.Latest.Apply(page);
            after = page[^1].Number;
        }

        _context.Opened();
    }

    private async Task WriteAsync(List<PendingWrite> batch, CancellationToken stopping)
    {
        CursorChanges cursors = _context.Log.Cursors.TakeChanges();
        try
        {
            await _room.WaitAsync(stopping);
            DateTimeOffset committedAt = UnixTime.ToTime(UnixTime.Floor(_context.Time.GetUtcNow()));
            CommitEncoder commit = _journal.Begin(committedAt);
            _encoder.Encode(batch, commit, committedAt, _runFirst);
            commit.End(cursors);
            long start = _context.Time.GetTimestamp();
            if (!commit.Bytes.IsEmpty)
            {
                await _retry.RunAsync(
                    () =>
                    {
                        start = _context.Time.GetTimestamp();
                        _journal.Append();
                        return ValueTask.CompletedTask;
                    },
                    stopping);
            }

            Settle(commit.PayloadBytes, _context.Time.GetElapsedTime(start));
            _room.Trim();
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

    // Memory first, then those who waited: whoever continues sees its own write.
    private void Settle(long payloadBytes, TimeSpan latency)
    {
        List<JournalEntry> entries = _encoder.Entries;
        if (payloadBytes > 0)
        {
            _context.Latest.Apply(entries);
            _engine.Take(entries);
            _context.Log.Publish(entries);
            _context.Status.Committed(_encoder.Writes.Count, _encoder.Readings, _encoder.Events, payloadBytes, latency);
        }

        foreach (PendingWrite write in _encoder.Writes)
        {
            if (write.Sample is { } sample)
            {
                _context.Feed.Publish(sample);
            }

            write.Complete();
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
}
