using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Journal;
using PiHub.Recorder.Postgres.Connecting;
using PiHub.Recorder.Postgres.Pages;
using PiHub.Recorder.Postgres.Shipping;
using PiHub.Recorder.Postgres.Writing;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Postgres;

/// <summary>Keeps readings in PostgreSQL: the journal is shipped there, and queries wait until what came before them is. While the server is
/// away, everything stays in the journal.</summary>
internal sealed class PostgresEngine : IReadingEngine
{
    private readonly TimeSpan _queryWait;
    private readonly TimeProvider _time;
    private readonly PostgresSource _source;
    private readonly StoreGate _gate = new();
    private int _disposed;
    private readonly Progress _progress;
    private readonly Shipper _shipper;
    private readonly StoredPages _pages;
    private readonly RollupStore _rollups;

    public PostgresEngine(PostgresOptions options, TimeProvider time, Random random, ILogger<PostgresEngine> logger)
    {
        (_queryWait, _time) = (options.QueryWait, time);
        _source = new PostgresSource(options);
        _progress = new Progress(time);
        _shipper = new Shipper(options, _source, _gate, _progress, (time, random), logger);
        _pages = new StoredPages(_source);
        _rollups = new RollupStore(_source, _gate);
    }

    public long NeededFrom => _progress.Shipped + 1;

    /// <summary><see cref="EngineStatus.Waiting"/> counts journal entries. How much the server has, it would have to count.</summary>
    public EngineStatus Status => new()
    {
        Name = "postgres", Trouble = _progress.Trouble, Series = _progress.SeriesCount, Waiting = _progress.Waiting,
    };

    public async ValueTask<IReadOnlyList<Reading>> OpenAsync(IJournal journal, CancellationToken cancellationToken) =>
        await _shipper.StartAsync(journal, cancellationToken);

    public void Take(IReadOnlyList<JournalEntry> committed)
    {
        _progress.Take(committed);
        _shipper.Wake();
    }

    /// <summary>There is always room: what waits, waits in the journal on disk.</summary>
    public ValueTask WaitForRoomAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public IReadOnlyList<RecordedSeries> ListSeries(string? device) => _progress.List(device);

    public RecordedSeries? FindSeries(string device, string metric) => _progress.Find(device, metric);

    public async IAsyncEnumerable<ReadingRun> ReadAsync(
        RecordedSeries series, TimeRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (await ResolveAsync(series, cancellationToken) is not { } found)
        {
            yield break;
        }

        for (TimeRange rest = range; !rest.IsEmpty;)
        {
            ReadingRun run = await _pages.ReadingsAsync(found, rest, cancellationToken);
            if (run.Count > 0)
            {
                yield return run;
            }

            rest = run.Count < StoredPages.PageSize ? default : rest with { FromMilliseconds = run.Times[^1] + 1 };
        }
    }

    public async IAsyncEnumerable<IReadOnlyList<RollupBucket>> ReadRollupsAsync(
        RecordedSeries series, ReadingLevel level, TimeRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await ResolveAsync(series, cancellationToken) is not { } found)
        {
            yield break;
        }

        for (TimeRange rest = range; !rest.IsEmpty;)
        {
            List<RollupBucket> page = await _pages.RollupsAsync(found, level, rest, cancellationToken);
            if (page.Count > 0)
            {
                yield return page;
            }

            rest = page.Count < StoredPages.PageSize ? default : rest with { FromMilliseconds = page[^1].StartMilliseconds + 1 };
        }
    }

    public async ValueTask<RollupState> RollupStateAsync(RecordedSeries series, CancellationToken cancellationToken)
    {
        RecordedSeries? found = await ResolveAsync(series, cancellationToken);
        return await _rollups.StateAsync(found ?? series, _time.GetUtcNow().ToUnixTimeMilliseconds(), cancellationToken);
    }

    public async ValueTask<bool> WriteRollupsAsync(RollupWrite write, CancellationToken cancellationToken)
    {
        await ShippedAsync(cancellationToken);
        try
        {
            return await _rollups.WriteAsync(write, cancellationToken);
        }
        finally
        {
            _shipper.Wake(); // when it failed, the shipper asks the server what was committed
        }
    }

    public async ValueTask<IReadOnlyList<DeviceEvent>> ReadEventsAsync(
        string device, long? before, int limit, CancellationToken cancellationToken)
    {
        await ShippedAsync(cancellationToken);
        return await _pages.EventsAsync(device, before, limit, cancellationToken);
    }

    public async ValueTask DropAsync(RecordedSeries series, ReadingLevel level, long before, CancellationToken cancellationToken)
    {
        if (await ResolveAsync(series, cancellationToken) is { } found)
        {
            await _rollups.DropAsync(found, level, before, cancellationToken);
        }
    }

    public async ValueTask DropEventsAsync(string device, long before, CancellationToken cancellationToken)
    {
        await ShippedAsync(cancellationToken);
        await _rollups.DropEventsAsync(device, before, cancellationToken);
    }

    /// <summary>Deletes nothing: the space on the server's disk is not the hub's.</summary>
    public ValueTask<long?> DropOldestAsync(long bytes, CancellationToken cancellationToken) => ValueTask.FromResult<long?>(null);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return; // the store disposes it, and so does who made it
        }

        await _shipper.DisposeAsync();
        await _source.DisposeAsync();
        _gate.Dispose();
    }

    private ValueTask ShippedAsync(CancellationToken cancellationToken) => _progress.WaitAsync(_queryWait, cancellationToken);

    // Null when it is not there, or was deleted: its rows may still be, for a while.
    private async ValueTask<RecordedSeries?> ResolveAsync(RecordedSeries series, CancellationToken cancellationToken)
    {
        await ShippedAsync(cancellationToken);
        return _progress.Resolve(series);
    }
}
