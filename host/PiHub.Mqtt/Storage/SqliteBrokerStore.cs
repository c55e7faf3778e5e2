using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PiHub.Mqtt.Publishing;
using PiHub.Sqlite;

namespace PiHub.Mqtt.Storage;

/// <summary>Keeps everything in one SQLite file: what <see cref="AppendAsync"/> completed is on disk.</summary>
/// <remarks>A unit that the database refuses is logged and fails alone; only a mistake of its caller can make it so.</remarks>
internal sealed class SqliteBrokerStore : IBrokerStore, IGroupListener<StoreUnit>
{
    /// <summary>How long loading waits for a disk that fails; then the start fails and says why.</summary>
    internal static readonly TimeSpan LoadPatience = TimeSpan.FromSeconds(10);

    private readonly SqliteDatabase _database;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action<SqliteConnection>? _opened;
    private readonly DiskWatch _disk;
    private readonly RetryingConnection<IGroupConnection<StoreUnit>> _connection;
    private readonly GroupWriter<StoreUnit> _writer;
    private volatile string? _warning;
    private LoadedState? _loaded;
    private bool _isLoaded;

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
        _connection = new RetryingConnection<IGroupConnection<StoreUnit>>(path, Open, _disk, time);
        _writer = new GroupWriter<StoreUnit>(_connection, this, time);
    }

    public string? Trouble => _disk.Trouble;

    public string? Warning => _warning;

    /// <summary>Commits since start, each of which syncs the disk once.</summary>
    public long Commits => _writer.Commits;

    /// <inheritdoc/>
    /// <exception cref="IOException">The disk fails for longer than <see cref="LoadPatience"/>.</exception>
    /// <exception cref="InvalidOperationException">A newer program wrote the file.</exception>
    public async ValueTask<StoredState> LoadAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(LoadPatience, _time);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            // Opening is loading; there is nothing else to do.
            await _connection.PersistAsync(_ => true, giveUp.Token);
        }
        catch (ObjectDisposedException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new IOException($"The broker cannot read what it stored: {Trouble}", exception);
        }

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

    private BrokerFile Open()
    {
        try
        {
            return OpenAndLoad();
        }
        catch (SqliteException exception) when (!_isLoaded && DiskTrouble.IsDamage(exception))
        {
            string aside = _database.MoveAside(_time.GetUtcNow());
            _warning = $"'{_database.Path}' was damaged ({exception.Message}) and is now '{aside}'. MQTT sessions with their queued messages "
                + "and retained messages are lost. Check the disk or SD card.";
            Log.DamagedFileMoved(_logger, _warning);
            return OpenAndLoad();
        }
    }

    // Loads at the first opening. Damage that shows later is trouble until the next start: what is in memory is more than an empty file.
    private BrokerFile OpenAndLoad()
    {
        BrokerFile file = BrokerFile.Open(_database, _opened);
        try
        {
            if (!_isLoaded)
            {
                _loaded = file.Load(_time);
                _isLoaded = true;
            }

            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }
}
