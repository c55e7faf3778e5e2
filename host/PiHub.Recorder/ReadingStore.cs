using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using PiHub.Recorder.Blocks;
using PiHub.Recorder.Care;
using PiHub.Recorder.Clock;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Files;
using PiHub.Recorder.Ingest;
using PiHub.Recorder.Journal;
using PiHub.Recorder.Queries;
using PiHub.Recorder.Replay;
using PiHub.Recorder.Retention;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Recorder.Writing;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder;

/// <summary>The reading store: a journal on disk, behind it an engine that keeps everything for good. Acknowledged means on disk.</summary>
/// <remarks>Appends may begin before <see cref="StartAsync"/>; they wait for it.</remarks>
public sealed class ReadingStore : IReadingStore, IAsyncDisposable
{
    private readonly IReadingEngine _engine;
    private readonly Channel<PendingWrite> _queue;
    private readonly StatusBoard _status;
    private readonly LatestReadings _latest = new();
    private readonly ReadingQueries _queries;
    private readonly WriteMeter? _meter;
    private readonly SegmentJournal _journal;
    private readonly SampleLog _log;
    private readonly BatchWriter _writer;
    private readonly StoreCare _care;
    private readonly Func<RecorderMaintenance> _maintain;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();

    // Guarded by _lock: the writer's loop, and the stop that all callers of DisposeAsync share.
    private Task? _loop;
    private Task? _stop;

    // Set by the writer's loop when the engine is open; disposed when that loop has ended.
    private RecorderMaintenance? _maintenance;

    /// <summary>Creates it with blocks of its own; nothing is opened yet.</summary>
    /// <param name="options">Its settings.</param>
    /// <param name="timeProvider">The clock of waits and of the status.</param>
    /// <param name="logger">Told when recording begins to fail and when it works again, and what is damaged.</param>
    public ReadingStore(RecorderOptions options, TimeProvider timeProvider, ILogger<ReadingStore> logger)
        : this(options, new DiskFileSystem(new WriteMeter()), timeProvider, logger)
    {
    }

    /// <summary>Creates it; nothing is opened yet.</summary>
    /// <param name="options">Its settings.</param>
    /// <param name="engine">Keeps everything for good; opened and disposed with the store.</param>
    /// <param name="timeProvider">The clock of waits and of the status.</param>
    /// <param name="logger">Told when recording begins to fail and when it works again, and what is damaged.</param>
    /// <param name="kinds">Which metrics are counters; null: none.</param>
    public ReadingStore(
        RecorderOptions options, IReadingEngine engine, TimeProvider timeProvider, ILogger<ReadingStore> logger, IMetricKinds? kinds = null)
        : this(options, engine, new DiskFileSystem(new WriteMeter()), timeProvider, logger, kinds)
    {
    }

    private ReadingStore(RecorderOptions options, DiskFileSystem files, TimeProvider timeProvider, ILogger<ReadingStore> logger)
        : this(options, new BlockEngine(options, files, timeProvider, logger), files, timeProvider, logger)
    {
    }

    /// <summary>With files of its own, and with faults in a test.</summary>
    internal ReadingStore(
        RecorderOptions options, IReadingEngine engine, IFileSystem files, TimeProvider timeProvider, ILogger<ReadingStore> logger,
        IMetricKinds? kinds = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentException.ThrowIfNullOrEmpty(options.Folder);
        _engine = engine;
        _meter = files.Meter;
        _queue = Channel.CreateBounded<PendingWrite>(new BoundedChannelOptions(options.QueueCapacity)
        {
            // Nothing may be dropped: a sender waits, and with it its publisher's acknowledgement.
            FullMode = BoundedChannelFullMode.Wait,
            SingleReader = true,
        });
        _journal = new SegmentJournal(files, options, timeProvider, logger);
        _log = new SampleLog(
            _journal,
            new SampleCursors(timeProvider, () => _queue.Writer.TryWrite(PendingWrite.OfCursors())), // full: a commit comes anyway
            FlushAsync);
        Feed = new SampleFeed(_log, timeProvider, logger);
        _status = new StatusBoard(timeProvider);
        kinds ??= new NoMetricKinds();
        _queries = new ReadingQueries(_engine, kinds, BucketCalendar.Of(options), options.ConcurrentQueries);
        _care = new StoreCare(engine, _journal, files, options.Folder);
        _maintain = () => RecorderMaintenance.Create(engine, kinds, files, options, timeProvider, logger, Clock, Retention);
        _writer = new BatchWriter(_queue, new WriterContext(_journal, engine, timeProvider, logger)
        {
            Options = options, Status = _status, Latest = _latest, Feed = Feed, Log = _log, Opened = StartMaintenance,
        });
    }

    /// <summary>Hands out every sample right after its commit.</summary>
    public SampleFeed Feed { get; }

    /// <inheritdoc/>
    public RecorderStatus Status
    {
        get
        {
            EngineStatus engine = _engine.Status;
            return _status.Snapshot(_queue.Reader.Count + _writer.InHand) with
            {
                JournalBytes = _journal.Bytes,
                JournalBytesWritten = _journal.BytesWritten,
                JournalSyncs = _journal.Syncs,
                BytesWritten = _meter?.Bytes ?? 0,
                Syncs = _meter?.Syncs ?? 0,
                JournalDamages = _journal.Damages,
                WaitingForEngine = Math.Max(_journal.Head - _engine.NeededFrom + 1, 0),
                Engine = engine,
                Rollups = _maintenance?.Rollups,
                Retention = _maintenance?.Retention,
                BytesOnDisk = _journal.Bytes + engine.BytesOnDisk.GetValueOrDefault(),
            };
        }
    }

    /// <summary>Tells whether the hub's clock is set, without which nothing old is deleted; null: it is.</summary>
    internal IHubClock? Clock { get; init; }

    /// <summary>How long readings are kept; null: as the options say.</summary>
    internal RetentionRules? Retention { get; init; }

    /// <summary>Whether rollups and retention run; a test that counts what the journal writes does without.</summary>
    internal bool IsMaintained { get; init; } = true;

    /// <summary>What was committed, in order.</summary>
    internal IJournal Journal => _journal;

    /// <summary>Opens journal and engine and starts recording. When the disk fails it starts all the same, and <see cref="Status"/> says
    /// why nothing is recorded yet.</summary>
    /// <param name="cancellationToken">Gives up waiting for the start.</param>
    /// <exception cref="InvalidOperationException">The journal was written by a newer program, or the store was started before.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_stop is not null, this);
            if (_loop is not null)
            {
                throw new InvalidOperationException("The store was started before.");
            }

            _loop = Task.Run(() => _writer.RunAsync(_stopping.Token), CancellationToken.None);
        }

        return _writer.Started.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The device's id or a metric's name is malformed, or there is no metric.</exception>
    /// <exception cref="ObjectDisposedException">The store stopped first; the sample is not recorded.</exception>
    public ValueTask AppendAsync(Sample sample, CancellationToken cancellationToken)
    {
        WriteRules.Check(sample);
        return EnqueueAsync(PendingWrite.Of(sample), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask AppendEventAsync(DeviceEvent deviceEvent, CancellationToken cancellationToken)
    {
        WriteRules.Check(deviceEvent);
        return EnqueueAsync(PendingWrite.Of(deviceEvent), cancellationToken);
    }

    /// <summary>Records that the clock was set, after everything that was stamped before.</summary>
    /// <param name="offset">What is added to the estimated times of this run.</param>
    /// <param name="cancellationToken">Gives up waiting; it may still be recorded.</param>
    internal ValueTask AppendClockAsync(TimeSpan offset, CancellationToken cancellationToken) =>
        EnqueueAsync(PendingWrite.OfClock(offset), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DeleteDeviceAsync(string device, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(device);
        return EnqueueAsync(PendingWrite.DeletionOf(device), cancellationToken);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Reading> Latest(string? device) => _latest.Of(device);

    /// <inheritdoc/>
    public ValueTask<ReadingSeries> QueryAsync(ReadingQuery query, CancellationToken cancellationToken) =>
        _queries.QueryAsync(query, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ReadingSeries>> QueryAlignedAsync(
        IReadOnlyList<ReadingQuery> queries, CancellationToken cancellationToken) => _queries.QueryAlignedAsync(queries, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ReadingIntegral> IntegrateAsync(ReadingQuery query, CancellationToken cancellationToken) =>
        _queries.IntegrateAsync(query, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ReadingStatistics> StatisticsAsync(ReadingQuery query, CancellationToken cancellationToken) =>
        _queries.StatisticsAsync(query, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ReadingRun> ReadAsync(
        string device, string metric, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        _queries.ReadAsync(device, metric, from, to, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DeviceEvent>> QueryEventsAsync(
        string device, DateTimeOffset? before, int limit, CancellationToken cancellationToken) =>
        _queries.QueryEventsAsync(device, before, limit, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask BackupAsync(string folder, CancellationToken cancellationToken) =>
        await _care.BackupAsync(folder, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<VerifyResult> VerifyAsync(CancellationToken cancellationToken) => await _care.VerifyAsync(cancellationToken);

    /// <summary>Stops taking writes, commits what waits, and closes journal and engine. While the disk fails it tries once more and then lets
    /// the waiting writes fail.</summary>
    /// <returns>Completes when everything is closed; safe to call twice.</returns>
    public async ValueTask DisposeAsync()
    {
        Task stop;
        lock (_lock)
        {
            stop = _stop ??= StopAsync(_loop);
        }

        await stop;
    }

    private async Task StopAsync(Task? loop)
    {
        await Task.Yield();
        _log.Cursors.Hasten();
        _queue.Writer.TryWrite(PendingWrite.OfCursors()); // the last positions; when the queue is full, what waits takes them along
        _queue.Writer.TryComplete();
        await _stopping.CancelAsync();
        await _queries.DisposeAsync();
        _log.Dispose();
        await Task.WhenAny(loop ?? Task.CompletedTask); // the start's fault went to whoever started the store; here only its end matters

        while (_queue.Reader.TryRead(out PendingWrite? write))
        {
            write.Fail(Stopped());
        }

        await (_maintenance?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _engine.DisposeAsync(); // it may still read the journal
        await _journal.DisposeAsync();
        _stopping.Dispose();
    }

    private void StartMaintenance()
    {
        if (IsMaintained)
        {
            _maintenance = _maintain();
            _maintenance.Start();
        }
    }

    // Somebody waits for the cursors: they are not held back for company.
    private ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        ValueTask flushed = EnqueueAsync(PendingWrite.OfCursors(), cancellationToken);
        _writer.Hurry();
        return flushed;
    }

    private async ValueTask EnqueueAsync(PendingWrite write, CancellationToken cancellationToken)
    {
        try
        {
            if (!_queue.Writer.TryWrite(write))
            {
                _writer.Hurry(); // full: nobody else can join the commit
                await _queue.Writer.WriteAsync(write, cancellationToken);
            }
        }
        catch (ChannelClosedException)
        {
            throw Stopped();
        }

        await write.Done.WaitAsync(cancellationToken);
    }

    private static ObjectDisposedException Stopped() => new(nameof(ReadingStore), "The recorder stopped; nothing of this was recorded.");
}
