using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PiHub.Mqtt.Publishing;
using PiHub.Sqlite;

namespace PiHub.Mqtt.Storage;

/// <summary>Keeps everything in one SQLite file: what <see cref="AppendAsync"/> completed is on disk.</summary>
/// <remarks>A unit that the database refuses is logged and fails alone; only a mistake of its caller can make it so.</remarks>
internal sealed class SqliteBrokerStore : IBrokerStore, IGroupListener<StoreUnit>
{
    private readonly SqliteDatabase _database;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action<SqliteConnection>? _opened;
    private readonly DiskWatch _disk;
    private readonly RetryingConnection<IGroupConnection<StoreUnit>> _connection;
    private readonly GroupWriter<StoreUnit> _writer;
    private readonly FirstOpening<BrokerFile> _opening;
    private LoadedState? _loaded;

    /// <summary>Creates it; nothing is opened yet.</summary>
    /// <param name="path">The file; it and its folder are made as needed.</param>
    /// <param name="time">The clock of waits and of messages' ages.</param>
    /// <param name="logger">Told when storing begins to fail and when it works again.</param>
    /// <param name="opened">Lets a test touch each connection that writes.</param>
    public SqliteBrokerStore(string path, TimeProvider time, ILogger logger, Action<SqliteConnection>? opened = null)
    {
        _database = new SqliteDatabase(path);
        _time = time;
        _logger = logger;
        _opened = opened;
        _disk = new DiskWatch(path, time, logger);
        _opening = new FirstOpening<BrokerFile>(
            _database, Open, "MQTT sessions with their queued messages and retained messages are lost.", time, logger);
        _connection = new RetryingConnection<IGroupConnection<StoreUnit>>(path, _opening.Open, _disk, time);
        _writer = new GroupWriter<StoreUnit>(_connection, this, time);
    }

    public string? Trouble => _disk.Trouble;

    public string? Warning => _opening.Warning;

    /// <summary>Commits since start, each of which syncs the disk once.</summary>
    public long Commits => _writer.Commits;

    /// <inheritdoc/>
    /// <exception cref="IOException">The disk fails for longer than <see cref="FirstOpening{TFile}.Patience"/>.</exception>
    /// <exception cref="InvalidOperationException">A newer program wrote the file.</exception>
    public async ValueTask<StoredState> LoadAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(_connection, cancellationToken);
        LoadedState loaded = _loaded ?? throw new InvalidOperationException("The store is loaded once.");
        _loaded = null;
        _writer.Start();
        if (loaded.Expired.Count > 0)
        {
            // Nobody waits for it: what has expired is found expired again by the next loading.
            _ = _writer.AppendAsync(new StoreUnit { Changes = loaded.Expired }, isLazy: true);
        }

        return loaded.State;
    }

    /// <inheritdoc/>
    public ValueTask AppendAsync(StoreUnit unit)
    {
        foreach (StoreChange change in unit.Changes)
        {
            // Encoded here and kept: a message that cannot be encoded is its sender's fault, not the writer's.
            PublishedMessage? message = change switch
            {
                DeliveryAdded added => added.Delivery.Message,
                RetainedSaved saved => saved.Message,
                _ => null,
            };
            if (message is not null)
            {
                _ = message.EncodedProperties;
            }
        }

        return new ValueTask(_writer.AppendAsync(unit, unit.IsLazy));
    }

    /// <summary>Writes what waits and closes the file; while the disk fails it tries once more and lets what waits fail.</summary>
    public ValueTask DisposeAsync() => _writer.DisposeAsync();

    void IGroupListener<StoreUnit>.Committed(IReadOnlyList<StoreUnit> units)
    {
        foreach (StoreUnit unit in units)
        {
            try
            {
                unit.Committed?.Invoke();
            }
#pragma warning disable CA1031 // boundary: a caller's mistake must not end the writer, on which everybody depends
            catch (Exception exception)
#pragma warning restore CA1031
            {
                Log.CommittedCallFailed(_logger, exception);
            }
        }
    }

    void IGroupListener<StoreUnit>.Refused(StoreUnit unit, Exception exception) => Log.UnitRefused(_logger, exception);

    private BrokerFile Open(bool isFirst)
    {
        BrokerFile file = BrokerFile.Open(_database, _opened);
        try
        {
            _loaded = isFirst ? file.Load(_time) : _loaded;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
