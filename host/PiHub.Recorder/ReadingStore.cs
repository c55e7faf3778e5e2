using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Ingest;
using PiHub.Recorder.Journal;
using PiHub.Recorder.Queries;
using PiHub.Recorder.Replay;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Recorder.Writing;
using PiHub.Sdk.Readings;
using PiHub.Sqlite;

namespace PiHub.Recorder;

/// <summary>The reading store on one SQLite file, <c>readings.db</c>: acknowledged means on disk.</summary>
/// <remarks>Appends may begin before <see cref="StartAsync"/>; they wait for it.</remarks>
public sealed class ReadingStore : IReadingStore, IAsyncDisposable
{
    private const string FileName = "readings.db";

    private readonly SqliteDatabase _database;
    private readonly Channel<PendingWrite> _queue;
    private readonly StatusBoard _status;
    private readonly LatestReadings _latest = new();
    private readonly ReadingQueries _queries;
    private readonly IReadingEngine _engine;
    private long _number;
    private readonly SampleLog _log;
    private readonly BatchWriter _writer;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();

    // Guarded by _lock: the writer's loop, and the stop that all callers of DisposeAsync share.
    private Task? _loop;
    private Task? _stop;

    /// <summary>Creates it; nothing is opened yet.</summary>
    /// <param name="options">Its settings.</param>
    /// <param name="timeProvider">The clock of waits and of the status.</param>
    /// <param name="logger">Told when recording begins to fail and when it works again.</param>
    /// <param name="engine">Where readings are kept for good.</param>
    /// <param name="kinds">Which metrics are counters.</param>
    public ReadingStore(
        RecorderOptions options, IReadingEngine engine, TimeProvider timeProvider, ILogger<ReadingStore> logger, IMetricKinds? kinds = null)
        : this(options, timeProvider, logger, (engine, kinds ?? new NoMetricKinds()), writerOpened: null)
    {
    }

    /// <summary>Lets a test touch each connection that the writer opens.</summary>
    internal ReadingStore(
        RecorderOptions options, TimeProvider timeProvider, ILogger<ReadingStore> logger, (IReadingEngine Engine, IMetricKinds Kinds) kept, Action<SqliteConnection>? writerOpened)
    {
        _engine = kept.Engine;
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Folder);
        _database = new SqliteDatabase(Path.Combine(options.Folder, FileName));
        _queue = Channel.CreateBounded<PendingWrite>(new BoundedChannelOptions(options.QueueCapacity)
        {
            // Nothing may be dropped: a sender waits, and with it its publisher's acknowledgement.
            FullMode = BoundedChannelFullMode.Wait,
            SingleReader = true,
        });
        _log = new SampleLog(
            new SampleLogReader(_database),
            new SampleCursors(timeProvider, () => _queue.Writer.TryWrite(PendingWrite.OfCursors())), // full: a commit comes anyway
            cancellationToken => EnqueueAsync(PendingWrite.OfCursors(), entry: null, cancellationToken));
        Feed = new SampleFeed(_log, timeProvider, logger);
        _status = new StatusBoard(timeProvider);
        _queries = new ReadingQueries(kept.Engine, kept.Kinds, BucketCalendar.Of(options), options.ConcurrentQueries);
        var context = new WriterContext(_status, _latest, Feed, _log, timeProvider, logger) { Options = options };
        _writer = new BatchWriter(_database, writerOpened, _queue, context);
    }

    /// <summary>Hands out every sample right after its commit.</summary>
    public SampleFeed Feed { get; }

    /// <inheritdoc/>
    public RecorderStatus Status => _status.Snapshot(_queue.Reader.Count + _writer.InHand);

    /// <summary>Opens the database and starts recording. When the disk fails it starts all the same, and <see cref="Status"/> says
    /// why nothing is recorded yet.</summary>
    /// <param name="cancellationToken">Gives up waiting for the start.</param>
    /// <exception cref="InvalidOperationException">The database was written by a newer program, or the store was started before.</exception>
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
        return EnqueueAsync(PendingWrite.Of(sample), new SampleEntry(Interlocked.Increment(ref _number), default, sample), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask AppendEventAsync(DeviceEvent deviceEvent, CancellationToken cancellationToken)
    {
        WriteRules.Check(deviceEvent);
        return EnqueueAsync(PendingWrite.Of(deviceEvent), new EventEntry(Interlocked.Increment(ref _number), default, deviceEvent), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DeleteDeviceAsync(string device, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(device);
        return EnqueueAsync(PendingWrite.DeletionOf(device), new DeletionEntry(Interlocked.Increment(ref _number), default, device), cancellationToken);
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

    /// <summary>Stops taking writes, commits what waits, and closes the database. While the disk fails it tries once more and then lets
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

        // Readers first: the writer, closing last, takes the pooled connections with it.
        await _queries.DisposeAsync();
        await _log.DisposeAsync();
        if (loop is not null)
        {
            // The start's fault went to whoever started the store; here only the end of the loop matters.
            await Task.WhenAny(loop);
        }

        while (_queue.Reader.TryRead(out PendingWrite? write))
        {
            write.Fail(Stopped());
        }

        _stopping.Dispose();
    }

    private async ValueTask EnqueueAsync(PendingWrite write, JournalEntry? entry, CancellationToken cancellationToken)
    {
        try
        {
            await _queue.Writer.WriteAsync(write, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw Stopped();
        }

        await write.Done.WaitAsync(cancellationToken);
        if (entry is not null)
        {
            _engine.Take([entry]);
        }
    }

    private static ObjectDisposedException Stopped() => new(nameof(ReadingStore), "The recorder stopped; nothing of this was recorded.");
}
