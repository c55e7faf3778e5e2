using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Files;
using PiHub.Recorder.Replay;
using PiHub.Recorder.Storage;

namespace PiHub.Recorder.Journal;

/// <summary>The journal as files that grow at the end, each named after its first number. One caller at a time writes; anyone reads.
/// </summary>
internal sealed class SegmentJournal : IJournal, IAsyncDisposable
{
    // Several followers that catch up take turns; each turn is a page.
    private const int ConcurrentReads = 2;

    private readonly IFileSystem _files;
    private readonly string _folder;
    private readonly RecorderOptions _options;
    private readonly TimeProvider _time;
    private readonly SegmentList _segments = new();
    private readonly JournalDamages _damages;
    private readonly JournalReader _reader;
    private readonly SegmentWriter _writer;
    private readonly SemaphoreSlim _reading = new(ConcurrentReads, ConcurrentReads);
    private readonly CancellationTokenSource _stopping = new();
    private readonly CommitEncoder _commit = new();
    private readonly Lock _trimming = new();
    private JournalState _state = new();
    private bool _isOpen;

    // Guarded by _trimming: how many keep it from letting segments go.
    private int _holds;

    public SegmentJournal(IFileSystem files, RecorderOptions options, TimeProvider time, ILogger logger)
    {
        _files = files;
        _folder = Path.Combine(options.Folder, "journal");
        _options = options;
        _time = time;
        _damages = new JournalDamages(time, logger);
        _reader = new JournalReader(files, _segments, _damages);
        _writer = new SegmentWriter(files, _folder, _segments);
    }

    /// <summary>The folder, for messages.</summary>
    public string Folder => _folder;

    public long Head => _segments.Head;

    /// <summary>How many samples were committed, ever: the sequence number of the newest.</summary>
    public long Samples => _segments.Samples;

    /// <summary>What it takes on disk.</summary>
    public long Bytes => _segments.Bytes;

    /// <summary>Bytes written since the process started.</summary>
    public long BytesWritten => _writer.BytesWritten;

    /// <summary>Syncs since the process started.</summary>
    public long Syncs => _writer.Syncs;

    /// <summary>What was found missing, newest first.</summary>
    public IReadOnlyList<Damage> Damages => _damages.All;

    private long SegmentBytes => Math.Min(_options.JournalSegmentBytes, _options.SampleLogBytes / 4);

    private TimeSpan SegmentAge => _options.SampleLogAge / 4;

    // What followers need must not keep the engine from its room.
    private long CursorBytes => Math.Min(_options.SampleLogBytes, _options.JournalBytes / 2);

    /// <summary>Finds out what there is; once it succeeded, again without effect.</summary>
    /// <exception cref="IOException">The disk fails; to be tried again.</exception>
    /// <exception cref="InvalidOperationException">A newer program wrote it.</exception>
    public JournalContent Open()
    {
        if (!_isOpen)
        {
            _files.CreateFolder(_folder);
            var opening = new JournalOpening(_files, _folder, _damages.Add);
            opening.Read();
            _segments.Load(opening.Segments, opening.Head, opening.Samples);
            _state = opening.State;
            _writer.Continue(opening.IsTailWhole ? opening.Segments[^1] : null);
            _isOpen = true;
        }

        return new JournalContent(Samples, [.. _state.Cursors], new Dictionary<string, long>(_state.Deletions));
    }

    /// <summary>Gives up numbers that the engine has seen and the journal has lost.</summary>
    /// <param name="head">The newest number that was ever used.</param>
    public void SkipTo(long head)
    {
        long lost = head - Head;
        if (lost > 0)
        {
            _damages.Add(new JournalGap(new JournalSegment(_folder, Head + 1), Head + 1, head, 0));
            _segments.Committed(head, Samples + lost);
            _writer.Continue(tail: null);
        }
    }

    /// <summary>Begins a commit; what it is given then goes to disk by <see cref="Append"/>.</summary>
    /// <param name="now">The time of the commit.</param>
    public CommitEncoder Begin(DateTimeOffset now)
    {
        _commit.Begin(Head + 1, Samples, now);
        return _commit;
    }

    /// <summary>Writes the commit and syncs; on return it is on disk. Tried again with the same commit after an exception.</summary>
    /// <exception cref="IOException">The disk fails.</exception>
    public void Append()
    {
        DateTimeOffset now = _time.GetUtcNow();
        long tooOld = UnixTime.Floor(now - SegmentAge);
        _writer.Append(_commit, _state, segment => segment.Length < SegmentBytes && segment.Begun >= tooOld, now);
        _state.Apply(_commit.Cursors);
        foreach ((string device, long until) in _commit.Deletions)
        {
            _state.Delete(device, until);
        }
    }

    /// <summary>Lets the oldest segment go when nobody needs it, or only cursors beyond their bounds.</summary>
    /// <param name="neededFrom">The first entry that the engine needs.</param>
    /// <returns>Whether one went.</returns>
    /// <exception cref="IOException">The disk fails.</exception>
    public bool Trim(long neededFrom)
    {
        ImmutableArray<JournalSegment> all = _segments.All;
        if (all.Length < 2 || all[1].First > neededFrom)
        {
            return false;
        }

        bool isPassed = _state.Cursors.All(cursor => cursor.Position >= all[1].SamplesBefore);
        bool isTooOld = all[0].Newest < UnixTime.Floor(_time.GetUtcNow() - _options.SampleLogAge);
        if (!isPassed && !isTooOld && Bytes <= CursorBytes)
        {
            return false;
        }

        lock (_trimming)
        {
            if (_holds > 0)
            {
                return false;
            }

            // One at a time and durably, so that none is missing in the middle after a power cut.
            _files.Delete(all[0].Path);
            _files.SyncFolder(_folder);
            _segments.RemoveOldest();
        }

        _state.Forget(all[1].SamplesBefore);
        return true;
    }

    /// <summary>Keeps all segments until <see cref="Release"/>.</summary>
    public void Hold()
    {
        lock (_trimming)
        {
            _holds++;
        }
    }

    /// <summary>Ends one <see cref="Hold"/>.</summary>
    public void Release()
    {
        lock (_trimming)
        {
            _holds--;
        }
    }

    /// <summary>Puts a copy of all that is committed into a folder of its own; for who holds it.</summary>
    /// <param name="copy">The folder, on the same disk; created.</param>
    /// <exception cref="IOException">The disk fails.</exception>
    public void Copy(string copy)
    {
        _files.CreateFolder(copy);
        ImmutableArray<JournalSegment> all = _segments.All;
        for (int index = 0; index < all.Length; index++)
        {
            string path = JournalSegment.PathOf(copy, all[index].First);
            if (index < all.Length - 1)
            {
                _files.Link(all[index].Path, path);
            }
            else
            {
                FileCopy.Run(_files, all[index].Path, path, all[index].Length); // it grows on
            }
        }
    }

    /// <summary>Reads every record; for who holds it.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>How many there are, and what is missing that nobody knew.</returns>
    /// <exception cref="IOException">The disk fails.</exception>
    public (long Records, IReadOnlyList<Damage> Found) Verify(CancellationToken cancellationToken)
    {
        var known = new HashSet<Damage>(_damages.All);
        long records = _reader.CountRecords(cancellationToken);
        return (records, [.. _damages.All.Where(damage => !known.Contains(damage))]);
    }

    public ValueTask<IReadOnlyList<JournalEntry>> ReadAsync(long after, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 10_000);
        return after < Head
            ? ReadAsync<IReadOnlyList<JournalEntry>>(token => _reader.Read(after, limit, token), cancellationToken)
            : ValueTask.FromResult<IReadOnlyList<JournalEntry>>([]);
    }

    /// <summary>Reads samples by their sequence numbers.</summary>
    /// <param name="after">The last one that is known.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="IOException">The disk fails.</exception>
    public ValueTask<SampleLogPage> ReadSamplesAsync(long after, int limit, CancellationToken cancellationToken) =>
        ReadAsync(token => _reader.ReadSamples(after, limit, token), cancellationToken);

    /// <summary>Lets nobody read any more. Writing ended before.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        for (int i = 0; i < ConcurrentReads; i++)
        {
            await _reading.WaitAsync(CancellationToken.None);
        }

        _writer.Dispose();
        _reading.Dispose();
        _stopping.Dispose();
    }

    // On the thread pool, so that neither callers nor the writer are held up.
    private async ValueTask<T> ReadAsync<T>(Func<CancellationToken, T> read, CancellationToken cancellationToken)
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        await _reading.WaitAsync(cancelled.Token);
        try
        {
            return await Task.Run(() => read(cancelled.Token), cancelled.Token);
        }
        finally
        {
            _reading.Release();
        }
    }
}
