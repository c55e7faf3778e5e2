using Npgsql;
using PiHub.Recorder.Postgres.Connecting;
using PiHub.Recorder.Postgres.Tables;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Postgres.Shipping;

/// <summary>Reads what the server knows: series, positions, the newest readings.</summary>
/// <param name="connection">The connection.</param>
internal sealed class StoreLoader(NpgsqlConnection connection)
{
    private readonly Dictionary<int, SeriesProgress> _series = [];

    /// <summary>When the last entry that is there was committed; minus infinity, the year 1, when there is none.</summary>
    public DateTime ShippedAt { get; private set; }

    /// <summary>The newest reading of each series.</summary>
    public List<Reading> Latest { get; } = [];

    public async Task<StoreBook> LoadAsync(StoreGate gate, CancellationToken cancellationToken)
    {
        await ReadSeriesAsync(gate, cancellationToken);
        await ReadLatestAsync(cancellationToken);
        await using NpgsqlCommand command = connection.Command("select shipped, shipped_at, last_series from state");
        await using NpgsqlDataReader state = await command.ExecuteReaderAsync(cancellationToken);
        await state.ReadAsync(cancellationToken);
        ShippedAt = state.GetDateTime(1);
        var book = new StoreBook(new SeriesDirectory(_series.Values.Select(series => series.Series), state.GetInt32(2)), state.GetInt64(0));
        await state.DisposeAsync();
        foreach (SeriesProgress series in _series.Values)
        {
            book.Series.Add(series.Series, series);
        }

        await ReadStaleAsync(book, cancellationToken);
        return book;
    }

    private async Task ReadSeriesAsync(StoreGate gate, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command =
            connection.Command("select id, device, metric, raw_from, minutes_until, hours_until, days_until from series");
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            var series = new RecordedSeries(row.GetInt32(0), StoredText.Read(row.GetString(1)), StoredText.Read(row.GetString(2)));
            var progress = new SeriesProgress(series, ++gate.LastVersion) { RawFrom = await BoundAsync(3) };
            for (int level = 0; level < progress.Until.Length; level++)
            {
                progress.Until[level] = await BoundAsync(4 + level);
            }

            _series.Add((int)series.Id, progress);
        }

        async ValueTask<long> BoundAsync(int column) =>
            await row.IsDBNullAsync(column, cancellationToken) ? long.MinValue : row.GetInt64(column);
    }

    private async Task ReadLatestAsync(CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = connection.Command("""
            select r.series_id, r.time, r.number, r.flags, r.text
            from series s cross join lateral
                (select * from reading where series_id = s.id order by series_id desc, time desc limit 1) r
            """);
        await using NpgsqlDataReader row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            SeriesProgress series = _series[row.GetInt32(0)];
            series.Newest = StoredTime.ToMilliseconds(row.GetDateTime(1));
            var flags = new ReadingFlags((byte)row.GetInt16(3));
            string? text = await row.IsDBNullAsync(4, cancellationToken) ? null : StoredText.Read(row.GetString(4));
            var run = new ReadingRun([series.Newest], [row.GetDouble(2)], [flags], [text]);
            Latest.Add(new Reading
            {
                Device = series.Series.Device, Metric = series.Series.Metric, Value = run.ValueAt(0), Quality = flags.Quality,
                Time = DateTimeOffset.FromUnixTimeMilliseconds(series.Newest),
            });
        }
    }

    private async Task ReadStaleAsync(StoreBook book, CancellationToken cancellationToken)
    {
        await using (NpgsqlCommand command = connection.Command("select id, series_id, from_milliseconds, to_milliseconds from stale"))
        await using (NpgsqlDataReader row = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await row.ReadAsync(cancellationToken))
            {
                book.LastStale = Math.Max(book.LastStale, row.GetInt64(0));
                if (_series.TryGetValue(row.GetInt32(1), out SeriesProgress? series))
                {
                    series.Stale.Add(new StaleRange(row.GetInt64(0), new TimeRange(row.GetInt64(2), row.GetInt64(3))));
                }
            }
        }

        await using NpgsqlCommand purge = connection.Command("select series_id from purge order by series_id");
        await using NpgsqlDataReader id = await purge.ExecuteReaderAsync(cancellationToken);
        while (await id.ReadAsync(cancellationToken))
        {
            book.Purge.Enqueue(id.GetInt32(0));
        }
    }
}
