using Npgsql;
using PiHub.Recorder.Postgres.Connecting;
using PiHub.Recorder.Postgres.Tables;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Postgres.Pages;

/// <summary>Reads readings, buckets and events, a page at a time, so that no connection is held between pages.</summary>
/// <param name="source">The server.</param>
internal sealed class StoredPages(PostgresSource source)
{
    /// <summary>Readings or buckets of a full page.</summary>
    public const int PageSize = 4_096;

    public ValueTask<ReadingRun> ReadingsAsync(RecordedSeries series, TimeRange range, CancellationToken cancellationToken) =>
        source.QueryAsync(
            async (connection, cancellation) =>
            {
                await using NpgsqlCommand command = connection.Command(
                    """
                    select time, number, flags, text from reading where series_id = $1 and time >= $2 and time < $3
                    order by series_id, time limit $4
                    """,
                    (int)series.Id, StoredTime.Of(range.FromMilliseconds), StoredTime.Of(range.ToMilliseconds), PageSize);
                await using NpgsqlDataReader row = await command.ExecuteReaderAsync(cancellation);
                var run = new ReadingRunBuilder(PageSize);
                while (await row.ReadAsync(cancellation))
                {
                    var flags = new ReadingFlags((byte)row.GetInt16(2));
                    run.Add(
                        StoredTime.ToMilliseconds(row.GetDateTime(0)), row.GetDouble(1), flags,
                        flags.Kind == MetricValueKind.Text ? StoredText.Read(row.GetString(3)) : null);
                }

                return run.ToRun();
            },
            cancellationToken);

    public ValueTask<List<RollupBucket>> RollupsAsync(
        RecordedSeries series, ReadingLevel level, TimeRange range, CancellationToken cancellationToken) =>
        source.QueryAsync(
            async (connection, cancellation) =>
            {
                await using NpgsqlCommand command = connection.Command(
                    """
                    select start, count, minimum, maximum, sum, first, last, resets from rollup
                    where series_id = $1 and level = $2 and start >= $3 and start < $4 order by series_id, level, start limit $5
                    """,
                    (int)series.Id, (short)level, StoredTime.Of(range.FromMilliseconds), StoredTime.Of(range.ToMilliseconds), PageSize);
                await using NpgsqlDataReader row = await command.ExecuteReaderAsync(cancellation);
                var page = new List<RollupBucket>();
                while (await row.ReadAsync(cancellation))
                {
                    page.Add(new RollupBucket(
                        StoredTime.ToMilliseconds(row.GetDateTime(0)), row.GetInt64(1), row.GetDouble(2), row.GetDouble(3),
                        row.GetDouble(4), row.GetDouble(5), row.GetDouble(6), row.GetDouble(7)));
                }

                return page;
            },
            cancellationToken);

    public ValueTask<List<DeviceEvent>> EventsAsync(string device, long? before, int limit, CancellationToken cancellationToken) =>
        source.QueryAsync(
            async (connection, cancellation) =>
            {
                await using NpgsqlCommand command = connection.Command(
                    """
                    select time, type, payload from event where device = $1 and time < $2
                    order by time desc fetch first $3 rows with ties
                    """,
                    device, StoredTime.Of(before ?? long.MaxValue), (long)limit);
                await using NpgsqlDataReader row = await command.ExecuteReaderAsync(cancellation);
                var page = new List<DeviceEvent>();
                while (await row.ReadAsync(cancellation))
                {
                    page.Add(new DeviceEvent
                    {
                        Device = device, Type = row.GetString(1), Payload = StoredText.Read(row.GetString(2)),
                        Time = DateTimeOffset.FromUnixTimeMilliseconds(StoredTime.ToMilliseconds(row.GetDateTime(0))),
                    });
                }

                return page;
            },
            cancellationToken);
}
