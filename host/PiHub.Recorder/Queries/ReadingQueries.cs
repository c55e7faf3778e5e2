using Microsoft.Data.Sqlite;
using PiHub.Recorder.Storage;
using PiHub.Sdk.Readings;
using PiHub.Sqlite;

namespace PiHub.Recorder.Queries;

/// <summary>Reads on connections of its own, on the thread pool, so that neither callers nor the writer are held up.</summary>
internal sealed class ReadingQueries(SqliteDatabase database, int concurrency) : IAsyncDisposable
{
    private readonly SemaphoreSlim _free = new(concurrency, concurrency);
    private readonly CancellationTokenSource _stopping = new();

    public ValueTask<ReadingSeries> ReadAsync(ReadingQuery query, CancellationToken cancellationToken) => RunAsync(
        (connection, cancelled) => FindSeries(connection, query) is { } series
            ? new SeriesReader(connection, series, cancelled).Read(query)
            : SeriesReader.Empty(query),
        cancellationToken);

    public ValueTask<IReadOnlyList<DeviceEvent>> ReadEventsAsync(
        string device, DateTimeOffset? before, int limit, CancellationToken cancellationToken) =>
        RunAsync<IReadOnlyList<DeviceEvent>>(
            (connection, cancelled) => ReadEvents(connection, device, before, limit, cancelled), cancellationToken);

    /// <summary>Cancels running queries and waits until they have ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        for (int i = 0; i < concurrency; i++)
        {
            await _free.WaitAsync(CancellationToken.None);
        }

        _free.Dispose();
        _stopping.Dispose();
    }

    private static long? FindSeries(SqliteConnection connection, ReadingQuery query)
    {
        using var find = new Statement(connection, "SELECT id FROM series WHERE device=? AND metric=?");
        find.Bind(1, query.Device);
        find.Bind(2, query.Metric);
        return find.Step() ? find.WholeNumber(0) : null;
    }

    private static List<DeviceEvent> ReadEvents(
        SqliteConnection connection, string device, DateTimeOffset? before, int limit, CancellationToken cancellationToken)
    {
        using var rows = new Statement(
            connection, "SELECT time_ms, type, payload FROM event WHERE device=? AND time_ms<? ORDER BY time_ms DESC, type, payload");
        rows.Bind(1, device);
        rows.Bind(2, before is { } time ? UnixTime.Ceiling(time) : long.MaxValue);
        var events = new List<DeviceEvent>();
        while (rows.Step())
        {
            cancellationToken.ThrowIfCancellationRequested();
            DateTimeOffset at = UnixTime.ToTime(rows.WholeNumber(0));
            if (events.Count >= limit && events[^1].Time != at)
            {
                break;
            }

            events.Add(new DeviceEvent { Device = device, Time = at, Type = rows.Text(1), Payload = rows.Text(2) });
        }

        return events;
    }

    /// <summary>Reads something else on a connection of these.</summary>
    public async ValueTask<T> RunAsync<T>(Func<SqliteConnection, CancellationToken, T> read, CancellationToken cancellationToken)
    {
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        await _free.WaitAsync(cancelled.Token);
        try
        {
            return await Task.Run(
                () =>
                {
                    using SqliteConnection connection = database.Open();

                    // One snapshot, so that a query of two passes sees the same readings in both.
                    using SqliteTransaction snapshot = connection.BeginTransaction(deferred: true);
                    return read(connection, cancelled.Token);
                },
                cancelled.Token);
        }
        finally
        {
            _free.Release();
        }
    }
}
