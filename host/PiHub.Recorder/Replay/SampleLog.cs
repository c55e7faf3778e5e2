using PiHub.Recorder.Writing;

namespace PiHub.Recorder.Replay;

/// <summary>The sample log as its followers see it: what is committed, in memory as far as it reaches, else from disk.</summary>
internal sealed class SampleLog : ISampleLog, IAsyncDisposable
{
    private const int MemoryPage = 64;
    private const int DiskPage = 512;

    private readonly SampleLogReader _reader;
    private readonly Func<CancellationToken, ValueTask> _flush;
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SampleDeletions _deletions = new();
    private readonly Lock _lock = new();

    // Guarded by _lock.
    private readonly SampleRing _ring = new();
    private TaskCompletionSource? _more;
    private int _followers;
    private long _head;

    /// <summary>Creates it.</summary>
    /// <param name="reader">Reads what is no longer in memory.</param>
    /// <param name="cursors">The cursors.</param>
    /// <param name="flush">Commits what is not on disk yet, and completes then.</param>
    public SampleLog(SampleLogReader reader, SampleCursors cursors, Func<CancellationToken, ValueTask> flush) =>
        (_reader, Cursors, _flush) = (reader, cursors, flush);

    public SampleCursors Cursors { get; }

    public bool IsOpen => Opened.IsCompleted;

    public long Head => Interlocked.Read(ref _head);

    /// <summary>Completes when the database has been opened.</summary>
    public Task Opened => _opened.Task;

    public async ValueTask<SampleLogPage> ReadAsync(long after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 10_000);
        await Opened.WaitAsync(cancellationToken);
        return after < Head
            ? await ReadDiskAsync(after, limit, cancellationToken)
            : new SampleLogPage { Samples = [], Position = after };
    }

    public async ValueTask<IReadOnlyList<SampleCursor>> CursorsAsync(string prefix, CancellationToken cancellationToken)
    {
        await Opened.WaitAsync(cancellationToken);
        return Cursors.List(prefix);
    }

    public long LagOf(string cursor) => Cursors.Find(cursor) is { } found ? Math.Max(Head - found.Position, 0) : 0;

    public async ValueTask SaveCursorsAsync(IReadOnlyList<SampleCursor> cursors, CancellationToken cancellationToken)
    {
        if (cursors.Count == 0)
        {
            return;
        }

        await Opened.WaitAsync(cancellationToken);
        Cursors.Save([.. cursors.Select(cursor => cursor with { Position = Math.Clamp(cursor.Position, 0, Head) })]);
        await FlushAsync(cancellationToken);
    }

    public async ValueTask RemoveCursorsAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        await Opened.WaitAsync(cancellationToken);
        Cursors.Remove(names);
        await FlushAsync(cancellationToken);
    }

    /// <summary>Brings the cursors to disk.</summary>
    public ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        Cursors.Hasten();
        return _flush(cancellationToken);
    }

    /// <summary>Takes what is on disk; called once, before the first <see cref="Publish"/>.</summary>
    public void Open(SampleLogContent content)
    {
        foreach ((string device, long sequence) in content.Deletions)
        {
            _deletions.Add(device, sequence);
        }

        Cursors.Load(content.Cursors, content.Head);
        lock (_lock)
        {
            Interlocked.Exchange(ref _head, content.Head);
            _ring.Clear(content.Head + 1);
        }

        _opened.TrySetResult();
    }

    /// <summary>Takes what was just committed; never waits.</summary>
    /// <param name="committed">The writes of one commit, in order.</param>
    /// <param name="committedAt">When.</param>
    /// <param name="head">The sequence number of the last sample among them.</param>
    public void Publish(IReadOnlyList<PendingWrite> committed, DateTimeOffset committedAt, long head)
    {
        TaskCompletionSource? more;
        lock (_lock)
        {
            long sequence = head - committed.Count(write => write.Sample is not null);
            foreach (PendingWrite write in committed)
            {
                if (write.IsDeletion)
                {
                    _deletions.Add(write.Device, sequence);
                }
                else if (write.Sample is { } sample && ++sequence > 0 && _followers > 0)
                {
                    _ring.Add(new LoggedSample(sequence, committedAt, sample));
                }
            }

            Interlocked.Exchange(ref _head, head);
            (more, _more) = (_more, null);
        }

        more?.TrySetResult();
    }

    /// <summary>Counts one more follower; samples are kept in memory while there is one.</summary>
    public void Join()
    {
        lock (_lock)
        {
            if (++_followers == 1)
            {
                _ring.Clear(_head + 1);
            }
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            if (--_followers == 0)
            {
                _ring.Clear(_head + 1);
            }
        }
    }

    /// <summary>Waits for samples after a place.</summary>
    public async ValueTask<SampleLogPage> NextAsync(long after, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task more;
            lock (_lock)
            {
                if (after < _head)
                {
                    if (_ring.Read(after, MemoryPage) is not { } samples)
                    {
                        break;
                    }

                    return new SampleLogPage { Samples = samples, Position = samples[^1].Sequence };
                }

                more = (_more ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            await more.WaitAsync(cancellationToken);
        }

        return await ReadDiskAsync(after, DiskPage, cancellationToken);
    }

    /// <summary>Whether the sample's device was deleted after it.</summary>
    public bool IsDeleted(LoggedSample sample) => _deletions.Covers(sample);

    public async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync();
        Cursors.Dispose();
    }

    private async ValueTask<SampleLogPage> ReadDiskAsync(long after, int limit, CancellationToken cancellationToken)
    {
        SampleLogPage page = await _reader.ReadAsync(after, Head, limit, cancellationToken);
        return page.Samples.Any(IsDeleted) ? page with { Samples = [.. page.Samples.Where(sample => !IsDeleted(sample))] } : page;
    }
}
