using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PiHub.Sqlite;

namespace PiHub.Access.Audit;

/// <summary>Who did what, in the table <c>audit_entry</c> of the hub's database. Safe to use from any thread.</summary>
/// <remarks>Entries are written at once, then at most once a second, for the card's sake. A full queue rejects; it is told in the log.</remarks>
public sealed class AuditLog : BackgroundService
{
    private const int QueueEntries = 1_000;
    private const int MaximumTextCharacters = 500;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseAfterTrouble = TimeSpan.FromSeconds(5);

    private readonly AuditTable _table;
    private readonly AuditOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<AuditLog> _logger;
    private readonly Channel<AuditEntry> _queue = Channel.CreateBounded<AuditEntry>(new BoundedChannelOptions(QueueEntries) { SingleReader = true });

    // Touched by the writing loop only, and after its end.
    private readonly List<AuditEntry> _batch = [];
    private long _toldLost;
    private bool _isInTrouble;
    private long _lost;

    /// <summary>Opens the log.</summary>
    /// <param name="database">The hub's database.</param>
    /// <param name="options">How much is kept.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public AuditLog(SqliteDatabase database, IOptions<AuditOptions> options, TimeProvider time, ILogger<AuditLog> logger)
    {
        ArgumentNullException.ThrowIfNull(options);
        (_table, _options, _time, _logger) = (new AuditTable(database), options.Value, time, logger);
    }

    /// <summary>How many entries were lost since the start because the disk did not take them.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Records an act; returns at once and never fails. Long texts are cut.</summary>
    /// <param name="entry">What was done.</param>
    public void Add(AuditEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        if (!_queue.Writer.TryWrite(entry with { Path = Cut(entry.Path), Detail = entry.Detail is { } detail ? Cut(detail) : null }))
        {
            Interlocked.Increment(ref _lost);
        }
    }

    /// <summary>Entries, the newest first. The last second's may not be among them.</summary>
    /// <param name="query">Which ones.</param>
    public IReadOnlyList<AuditEntry> Read(AuditQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _table.Read(query);
    }

    /// <summary>Stops and writes what waits.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        _queue.Writer.TryComplete();
        while (Collect() && TryWrite())
        {
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (_batch.Count > 0 || await _queue.Reader.WaitToReadAsync(stoppingToken))
            {
                Collect();
                TimeSpan pause = TryWrite() ? Pause : PauseAfterTrouble;
                await Task.Delay(pause, _time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The hub stops; StopAsync writes the rest.
        }
    }

    private bool Collect()
    {
        while (_batch.Count < QueueEntries && _queue.Reader.TryRead(out AuditEntry? entry))
        {
            _batch.Add(entry);
        }

        return _batch.Count > 0;
    }

    private bool TryWrite()
    {
        if (Lost is var lost && lost > _toldLost)
        {
            Log.AuditLost(_logger, lost - _toldLost);
            _toldLost = lost;
        }

        try
        {
            _table.Write(_batch, _options.MaximumEntries, _time.GetUtcNow() - _options.MaximumAge);
            _batch.Clear();
            _isInTrouble = false;
            return true;
        }
        catch (SqliteException exception)
        {
            if (!_isInTrouble)
            {
                Log.AuditNotWritten(_logger, _batch.Count, exception.Message);
            }

            _isInTrouble = true;
            return false;
        }
    }

    private static string Cut(string text) => text.Length <= MaximumTextCharacters ? text : text[..MaximumTextCharacters];
}
