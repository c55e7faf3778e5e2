using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Npgsql;
using PiHub.Recorder.Journal;
using PiHub.Recorder.Postgres.Connecting;
using PiHub.Recorder.Postgres.Tables;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Postgres.Shipping;

/// <summary>Follows the journal and brings it to the server, page by page, as fast as commits allow. Never gives up.</summary>
/// <param name="settings">How much at once, and what may be created.</param>
/// <param name="source">The server.</param>
/// <param name="gate">What is known of the server.</param>
/// <param name="progress">Told how far it is.</param>
/// <param name="clock">Waits; and chooses by chance how long.</param>
/// <param name="logger">Told changes of state.</param>
internal sealed class Shipper(
    PostgresOptions settings, PostgresSource source, StoreGate gate, Progress progress, (TimeProvider Time, Random Random) clock, ILogger logger)
    : IAsyncDisposable
{
    /// <summary>The hub's start waits for the server as long as connecting may take, and for its answers twice as long.</summary>
    private const int StartTimeouts = 3;

    // One wake-up is as good as many: what is more is dropped.
    private readonly Channel<bool> _wakeUps =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly CancellationTokenSource _stop = new();
    private readonly PageWriter _writer = new(source, gate);
    private readonly BackOff _backOff = new(clock.Random);
    private NpgsqlConnection? _connection;
    private IJournal? _journal;
    private Task? _loop;
    private int _failures;

    /// <summary>Connects once, and then follows the journal on its own whether that worked or not.</summary>
    /// <returns>The newest readings on the server; empty when it is away.</returns>
    public async Task<IReadOnlyList<Reading>> StartAsync(IJournal journal, CancellationToken cancellationToken)
    {
        _journal = journal;
        IReadOnlyList<Reading> latest = [];
        using var limit = new CancellationTokenSource(StartTimeouts * settings.ConnectTimeout, clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            latest = await ConnectAsync(journal, either.Token);
        }
        catch (Exception exception) when (Trouble.IsExpected(exception) && !limit.IsCancellationRequested)
        {
            await DisconnectAsync();
            Report(exception);
        }
        catch (Exception exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            await DisconnectAsync();
            Report(new TimeoutException(null, exception));
        }

        _loop ??= RunAsync(journal, _stop.Token);
        return latest;
    }

    /// <summary>There is something to do.</summary>
    public void Wake() => _wakeUps.Writer.TryWrite(true);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_loop is not null)
        {
            await _loop;
        }

        await DisconnectAsync();
        _stop.Dispose();
    }

    private async Task RunAsync(IJournal journal, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (_failures > 1 || progress.Trouble is not null)
                {
                    await Task.Delay(_backOff.Next(), clock.Time, cancellationToken);
                }

                if (_connection is null || gate.Book is null)
                {
                    await DisconnectAsync();
                    await ConnectAsync(journal, cancellationToken);
                }

                await FollowAsync(journal, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The connection loop: whatever fails is told as a state and tried again.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                await DisconnectAsync();
                _failures++;
                if (_failures > 1 || progress.Trouble is not null)
                {
                    Report(exception);
                }
                else
                {
                    logger.Reconnecting(Trouble.Describe(exception, source));
                }
            }
        }
    }

    private async Task FollowAsync(IJournal journal, CancellationToken cancellationToken)
    {
        while (gate.Book is { } book)
        {
            IReadOnlyList<JournalEntry> page = await journal.ReadAsync(book.Shipped, settings.BatchEntries, cancellationToken);
            if (page.Count > 0)
            {
                await ShipAsync(page, cancellationToken);
                Works();
                continue;
            }

            Works();
            if (book.Purge.TryPeek(out int series))
            {
                _ = await Purge.DeletePageAsync(Connection, series, cancellationToken) && book.Purge.TryDequeue(out _);
                continue;
            }

            await _wakeUps.Reader.ReadAsync(cancellationToken);
        }
    }

    private async Task ShipAsync(IReadOnlyList<JournalEntry> page, CancellationToken cancellationToken)
    {
        using IDisposable turn = await gate.EnterAsync(cancellationToken);
        if (gate.Book is not { } book)
        {
            return;
        }

        // Until the commit is known to have come through, nothing is known for sure.
        gate.Book = null;
        await _writer.WriteAsync(Connection, book, page, cancellationToken);
        gate.Book = book;
        progress.Ship(book.Shipped);
    }

    private NpgsqlConnection Connection => _connection ?? throw new InvalidOperationException("There is no connection.");

    private async Task<IReadOnlyList<Reading>> ConnectAsync(IJournal journal, CancellationToken cancellationToken)
    {
        using IDisposable turn = await gate.EnterAsync(cancellationToken);
        _connection = await source.OpenAsync(cancellationToken);
        await _connection.Command(
            $"set lock_timeout = {(long)source.LockTimeout.TotalMilliseconds}").RunAsync(cancellationToken);
        await new Migrations(source, settings.UseTimescale, logger).RunAsync(_connection, cancellationToken);
        var loader = new StoreLoader(_connection);
        StoreBook book = await loader.LoadAsync(gate, cancellationToken);
        book.Shipped = await JournalPosition.FindAsync(journal, book.Stored, loader.ShippedAt, cancellationToken);
        if (book.Shipped != book.Stored)
        {
            logger.OtherJournal(book.Stored, loader.ShippedAt, book.Shipped);
        }

        progress.Loaded(book.Directory.Copy(), book.Shipped);
        while (progress.CatchUpAfter is { } after)
        {
            progress.CatchUp(await journal.ReadAsync(after, settings.BatchEntries, cancellationToken));
        }

        gate.Book = book;
        if (_failures == 0)
        {
            logger.Connected(source.Place, source.Schema, book.Series.Count, journal.Head - book.Shipped);
        }

        return loader.Latest;
    }

    private async Task DisconnectAsync()
    {
        gate.Book = null;
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
            source.Clear();
        }
    }

    private void Works()
    {
        _failures = 0;
        _backOff.Reset();
        if (progress.Work() is { } away)
        {
            logger.Back(away);
        }
    }

    private void Report(Exception exception)
    {
        string trouble = Trouble.Describe(exception, source);
        if (progress.Fail(trouble))
        {
            logger.Away(trouble);
        }
    }
}
