using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using PiHub.Sqlite;

namespace PiHub.Mqtt.Storage;

/// <summary>Opens a file; a damaged one is moved aside, so that an empty one takes its place.</summary>
/// <remarks>Only at the first opening: damage that shows later is trouble until the next start, because what is in memory by then is more
/// than an empty file, and what was acknowledged relies on it.</remarks>
internal sealed class FirstOpening<TFile>
    where TFile : class, IDisposable
{
    /// <summary>How long the first opening is waited for when the disk fails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SqliteDatabase _database;
    private readonly Func<bool, TFile> _open;
    private readonly string _loss;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private volatile string? _warning;
    private bool _isDone;

    /// <param name="database">The file.</param>
    /// <param name="open">Opens it; at the first opening, of which it is told, it also loads.</param>
    /// <param name="loss">What is lost with a damaged file, in a sentence.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told of damage.</param>
    public FirstOpening(SqliteDatabase database, Func<bool, TFile> open, string loss, TimeProvider time, ILogger logger)
    {
        _database = database;
        _open = open;
        _loss = loss;
        _time = time;
        _logger = logger;
    }

    /// <summary>Which damaged file was moved where; null when none was.</summary>
    public string? Warning => _warning;

    public TFile Open()
    {
        if (_isDone)
        {
            return _open(false);
        }

        TFile file;
        try
        {
            file = _open(true);
        }
        catch (SqliteException exception) when (DiskTrouble.IsDamage(exception))
        {
            string aside = _database.MoveAside(_time.GetUtcNow());
            _warning = $"'{_database.Path}' was damaged ({exception.Message}) and is now '{aside}'. {_loss} Check the disk or SD card.";
            Log.DamagedFileMoved(_logger, _warning);
            file = _open(true);
        }

        _isDone = true;
        return file;
    }

    /// <summary>Waits for the first opening.</summary>
    /// <exception cref="IOException">The disk fails for longer than <see cref="Patience"/>.</exception>
    public async Task WaitAsync<TConnection>(RetryingConnection<TConnection> connection, CancellationToken cancellationToken)
        where TConnection : class, IDisposable
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            // Opening is loading; there is nothing else to do.
            await connection.PersistAsync(_ => true, giveUp.Token);
        }
        catch (ObjectDisposedException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new IOException($"What was stored cannot be read: {exception.InnerException?.Message} ('{_database.Path}')", exception);
        }
    }
}
