using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PiHub.Mqtt.Storage;
using PiHub.Sdk.Bus;
using PiHub.Sqlite;

namespace PiHub.Mqtt.Client;

/// <summary>Messages that wait in a file until they are sent: added means on disk, first in is first out, across restarts too.</summary>
/// <remarks>A message stays until <see cref="RemoveAsync"/> is on disk, so after a crash some are sent again. Safe from any thread; meant
/// for many who add and one who sends.</remarks>
public sealed class Outbox : IAsyncDisposable, IGroupListener<OutboxUnit>
{
    // What one reading takes into memory, whatever number of messages is asked for.
    private const long PeekBytes = 4_194_304;

    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SqliteDatabase _database;
    private readonly Action<SqliteConnection>? _opened;
    private readonly DiskWatch _disk;
    private readonly FirstOpening<OutboxFile> _opening;
    private readonly RetryingConnection<IGroupConnection<OutboxUnit>> _connection;
    private readonly GroupWriter<OutboxUnit> _writer;

    // Guards the reading connection; taken before _gate.
    private readonly SemaphoreSlim _reading = new(1);
    private OutboxFile? _reader;

    // Guards everything below.
    private readonly Lock _gate = new();
    private readonly OutboxIndex _index;
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Creates it; nothing is opened yet.</summary>
    /// <param name="options">File and limits; read once.</param>
    /// <param name="time">The clock of waits and ages.</param>
    /// <param name="logger">Told when storing begins to fail and when it works again.</param>
    public Outbox(OutboxOptions options, TimeProvider time, ILogger<Outbox> logger)
        : this(options, time, logger, opened: null)
    {
    }

    /// <summary>Lets a test touch each connection that writes.</summary>
    internal Outbox(OutboxOptions options, TimeProvider time, ILogger logger, Action<SqliteConnection>? opened)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(options.Path);
        _index = new OutboxIndex(options, time);
        _time = time;
        _logger = logger;
        _opened = opened;
        _database = new SqliteDatabase(options.Path);
        _disk = new DiskWatch(options.Path, time, logger);
        _opening = new FirstOpening<OutboxFile>(_database, Open, "The messages that waited in it are lost.", time, logger);
        _connection = new RetryingConnection<IGroupConnection<OutboxUnit>>(options.Path, _opening.Open, _disk, time);
        _writer = new GroupWriter<OutboxUnit>(_connection, this, time);
    }

    /// <summary>The numbers of this moment.</summary>
    public OutboxStatus Status
    {
        get
        {
            lock (_gate)
            {
                return _index.Status with { Trouble = _disk.Trouble, Warning = _opening.Warning };
            }
        }
    }

    /// <summary>Commits since start, each of which syncs the disk once.</summary>
    internal long Commits => _writer.Commits;

    /// <summary>Opens the file and reads what waits. Once, before all other calls.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The disk fails for longer than 10 s.</exception>
    /// <exception cref="InvalidOperationException">A newer program wrote the file.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(_connection, cancellationToken);
        _writer.Start();
    }

    /// <summary>Adds a message behind all others.</summary>
    /// <param name="message">The message. Its payload is not copied and must not be changed until this completes.</param>
    /// <param name="cancellationToken">Gives up waiting; the message is kept all the same.</param>
    /// <returns>Completes when the message is on disk. While the disk fails it does not complete.</returns>
    /// <exception cref="OutboxFullException">There is no room, and the policy is to reject, or the message alone is too large.</exception>
    /// <exception cref="ArgumentException">The topic or a property is malformed.</exception>
    /// <exception cref="ObjectDisposedException">The outbox ended first; the message is not kept.</exception>
    public async ValueTask AddAsync(BusMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        await Add(message, terms: default).Stored.WaitAsync(cancellationToken);
    }

    /// <inheritdoc cref="AddAsync"/>
    /// <returns>Its position, at once, and what completes when it is on disk.</returns>
    internal (long Position, Task Stored) Add(BusMessage message, MessageTerms terms)
    {
        byte[] properties = OutboxProperties.Encode(message, terms);
        lock (_gate)
        {
            DropAged();
            (OutboxEntry entry, List<long> removed) = _index.Add(message, properties);

            // Under the lock: positions and units go in the same order.
            return (entry.Position, _writer.AppendAsync(new OutboxUnit(entry, removed), isLazy: false));
        }
    }

    /// <summary>Whether a message was neither removed nor dropped.</summary>
    internal bool IsWaiting(long position)
    {
        lock (_gate)
        {
            return _index.Contains(position);
        }
    }

    /// <summary>Reads the next messages, without removing them.</summary>
    /// <param name="after">A position: only later messages are read. 0 for the first.</param>
    /// <param name="maximumCount">How many at most; fewer when they are large.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>In order; empty when no more messages are on disk.</returns>
    /// <exception cref="IOException">The disk fails; try again.</exception>
    public async ValueTask<IReadOnlyList<OutboxMessage>> PeekAsync(long after, int maximumCount, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumCount, 1);
        await _reading.WaitAsync(cancellationToken);
        try
        {
            while (FirstAfter(after) is { } first)
            {
                List<OutboxMessage> read = Read(first, maximumCount);
                List<OutboxMessage> waiting;
                lock (_gate)
                {
                    waiting = read.FindAll(message => _index.Contains(message.Position));
                }

                if (waiting.Count > 0 || read.Count == 0)
                {
                    return waiting;
                }

                after = read[^1].Position;
            }

            return [];
        }
        finally
        {
            _reading.Release();
        }
    }

    /// <summary>Waits until there is a message after a position.</summary>
    /// <param name="after">A position; 0 for the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask WaitAsync(long after, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task arrived;
            lock (_gate)
            {
                if (_index.FirstDurableAfter(after) is not null)
                {
                    return;
                }

                arrived = _arrived.Task;
            }

            await arrived.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Removes messages that were delivered; those that do not wait any more are ignored.</summary>
    /// <param name="positions">Their positions.</param>
    /// <returns>Completes when the removal is on disk, which may take a second, as it waits for others to share a sync with. Nobody needs
    /// to wait for it.</returns>
    public ValueTask RemoveAsync(IReadOnlyCollection<long> positions)
    {
        ArgumentNullException.ThrowIfNull(positions);
        lock (_gate)
        {
            long[] removed = [.. positions.Where(_index.Deliver)];
            return removed.Length == 0
                ? ValueTask.CompletedTask
                : new ValueTask(_writer.AppendAsync(new OutboxUnit(Added: null, removed), isLazy: true));
        }
    }

    /// <summary>Writes what waits and closes the file. While the disk fails it tries once more and then lets what waits fail.</summary>
    public async ValueTask DisposeAsync()
    {
        // Readers first: the writer, closing last, takes the log into the file.
        await _reading.WaitAsync();
        _reader?.Dispose();
        _reader = null;
        _reading.Release();
        await _writer.DisposeAsync();
    }

    void IGroupListener<OutboxUnit>.Committed(IReadOnlyList<OutboxUnit> units)
    {
        TaskCompletionSource arrived;
        lock (_gate)
        {
            foreach (OutboxEntry entry in units.Select(unit => unit.Added).OfType<OutboxEntry>())
            {
                entry.Message = null;
                _index.SetDurable(entry.Position);
            }

            arrived = _arrived;
            _arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        arrived.SetResult();
    }

    void IGroupListener<OutboxUnit>.Refused(OutboxUnit unit, Exception exception)
    {
        Log.UnitRefused(_logger, exception);
        if (unit.Added is { } entry)
        {
            lock (_gate)
            {
                _index.Remove(entry.Position);
            }
        }
    }

    private OutboxFile Open(bool isFirst)
    {
        OutboxFile file = OutboxFile.Open(_database, _opened);
        if (!isFirst)
        {
            return file;
        }

        try
        {
            List<OutboxEntry> entries = file.Load(_time);
            lock (_gate)
            {
                _index.Load(entries);
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private long? FirstAfter(long after)
    {
        lock (_gate)
        {
            DropAged();
            return _index.FirstDurableAfter(after);
        }
    }

    // Called under the lock.
    private void DropAged()
    {
        List<long> aged = _index.DropAged();
        if (aged.Count > 0)
        {
            // Nobody waits for it: what is too old is found too old again after a restart.
            _ = _writer.AppendAsync(new OutboxUnit(Added: null, aged), isLazy: true);
        }
    }

    private List<OutboxMessage> Read(long first, int maximumCount)
    {
        try
        {
            _reader ??= OutboxFile.Open(_database, opened: null);
            return _reader.Read(first, maximumCount, PeekBytes);
        }
        catch (Exception exception) when (DiskTrouble.Describe(exception, _database.Path) is { } trouble)
        {
            _reader?.Dispose();
            _reader = null;
            throw new IOException(trouble, exception);
        }
    }
}
