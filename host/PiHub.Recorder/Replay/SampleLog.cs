using PiHub.Recorder.Journal;

namespace PiHub.Recorder.Replay;

/// <summary>The sample log as its followers see it: what is committed, in memory as far as it reaches, else from disk.</summary>
internal sealed class SampleLog : ISampleLog, IDisposable
{
    private const int MemoryPage = 64;
    private const int DiskPage = 512;

    private readonly SegmentJournal _journal;
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
    /// <param name="journal">Has what is no longer in memory.</param>
    /// <param name="cursors">The cursors.</param>
    /// <param name="flush">Commits what is not on disk yet, and completes then.</param>
    public SampleLog(SegmentJournal journal, SampleCursors cursors, Func<CancellationToken, ValueTask> flush) =>
        (_journal, Cursors, _flush) = (journal, cursors, flush);

    public SampleCursors Cursors { get; }

    public bool IsOpen => Opened.IsCompleted;

    public long Head => Interlocked.Read(ref _head);

    /// <summary>Completes when the journal has been opened.</summary>
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
    public void Open(JournalContent content)
    {
        foreach ((string device, long sequence) in content.Deletions)
        {
            _deletions.Add(device, sequence);
        }

        Cursors.Load(content.Cursors, content.Samples);
        lock (_lock)
        {
            Interlocked.Exchange(ref _head, content.Samples);
            _ring.Clear(content.Samples + 1);
        }

        _opened.TrySetResult();
    }

    /// <summary>Takes what was just committed; never waits.</summary>
    /// <param name="committed">The entries of one commit, in order.</param>
    public void Publish(IReadOnlyList<JournalEntry> committed)
    {
        TaskCompletionSource? more;
        lock (_lock)
        {
            long sequence = _head;
            foreach (JournalEntry entry in committed)
            {
                if (entry is DeletionEntry deletion)
                {
                    _deletions.Add(deletion.Device, sequence);
                }
                else if (entry is SampleEntry { Sample: { } sample } && ++sequence > 0 && _followers > 0)
                {
                    _ring.Add(new LoggedSample(sequence, entry.CommittedAt, sample));
                }
            }

            Interlocked.Exchange(ref _head, sequence);
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

    public void Dispose() => Cursors.Dispose();

    private async ValueTask<SampleLogPage> ReadDiskAsync(long after, int limit, CancellationToken cancellationToken)
    {
        SampleLogPage page = await _journal.ReadSamplesAsync(after, limit, cancellationToken);
        return page.Samples.Any(IsDeleted) ? page with { Samples = [.. page.Samples.Where(sample => !IsDeleted(sample))] } : page;
    }
}
