using Npgsql;
using PiHub.Recorder.Journal;
using PiHub.Recorder.Postgres.Connecting;
using PiHub.Recorder.Postgres.Tables;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Postgres.Shipping;

/// <summary>Writes a page of the journal in one transaction, together with the position: each entry comes into effect exactly once.</summary>
/// <param name="source">For messages.</param>
/// <param name="gate">Where what is known stands; entered by the caller.</param>
internal sealed class PageWriter(PostgresSource source, StoreGate gate)
{
    /// <summary>Readings in one statement at most, so that large samples do not make it huge.</summary>
    private const int StatementReadings = 20_000;

    private readonly Shipment _readings = new();
    private readonly EventShipment _events = new();
    private readonly List<RecordedSeries> _created = [];

    /// <summary>Writes it. Afterwards the book is as the server is; when it fails, the book is to be made anew.</summary>
    public async Task WriteAsync(
        NpgsqlConnection connection, StoreBook book, IReadOnlyList<JournalEntry> page, CancellationToken cancellationToken)
    {
        _readings.Clear();
        _events.Clear();
        _created.Clear();
        JournalEntry last = page[^1];
        await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
        for (int index = 0; index < page.Count; index++)
        {
            await ApplyAsync(connection, book, page[index], cancellationToken);
        }

        await SendAsync(connection, book, cancellationToken);
        await MoveOnAsync(connection, book, last, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        (book.Stored, book.Shipped) = (last.Number, last.Number);
    }

    private async ValueTask ApplyAsync(NpgsqlConnection connection, StoreBook book, JournalEntry entry, CancellationToken cancellationToken)
    {
        switch (entry)
        {
            case SampleEntry sample:
                Add(book, sample);
                if (_readings.Count >= StatementReadings)
                {
                    await SendAsync(connection, book, cancellationToken);
                }

                break;
            case EventEntry one:
                _events.Add(one.Event);
                break;
            case DeletionEntry deletion:
                await SendAsync(connection, book, cancellationToken);
                await DeleteAsync(connection, book, deletion.Device, cancellationToken);
                break;
            case ClockEntry clock:
                await SendAsync(connection, book, cancellationToken);
                await ClockShift.ApplyAsync(connection, book, clock, Touch, cancellationToken);
                break;
        }
    }

    private void Add(StoreBook book, SampleEntry entry)
    {
        Sample sample = entry.Sample;
        if (book.Directory.Add(sample) is { } created)
        {
            _created.AddRange(created);
            foreach (RecordedSeries series in created)
            {
                book.Series.Add(series, new SeriesProgress(series, ++gate.LastVersion));
            }
        }

        long time = sample.Time.ToUnixTimeMilliseconds();
        foreach ((string metric, MetricValue value) in sample.Metrics)
        {
            if (book.Directory.Find(sample.Device, metric) is { } series)
            {
                _readings.Add((int)series.Id, time, value, sample.Quality, entry.Number);
                Touch(book.Series[series], time);
            }
        }
    }

    private void Touch(SeriesProgress series, long time) => series.Touch(time, ref gate.LastVersion);

    // New series first; what is late is known only now.
    private async Task SendAsync(NpgsqlConnection connection, StoreBook book, CancellationToken cancellationToken)
    {
        if (_created.Count > 0)
        {
            await connection.Command(
                "insert into series (id, device, metric) select * from unnest($1::int4[], $2::text[], $3::text[])",
                _created.ConvertAll(series => (int)series.Id),
                _created.ConvertAll(series => StoredText.Of(series.Device)),
                _created.ConvertAll(series => StoredText.Of(series.Metric))).RunAsync(cancellationToken);
            _created.Clear();
        }

        await _readings.SendAsync(connection, cancellationToken);
        await _events.SendAsync(connection, cancellationToken);
        await MarkStaleAsync(connection, book, cancellationToken);
    }

    private static async Task MarkStaleAsync(NpgsqlConnection connection, StoreBook book, CancellationToken cancellationToken)
    {
        foreach (SeriesProgress series in book.Series.Values)
        {
            if (series.Late.Count == 0)
            {
                continue;
            }

            var gone = new List<long>();
            var made = new List<StaleRange>();
            long lastStale = book.LastStale;
            series.MakeStale(ref lastStale, gone, made);
            book.LastStale = lastStale;
            await connection.Command("delete from stale where id = any($1)", gone).RunAsync(cancellationToken);
            await connection.Command(
                "insert into stale (id, from_milliseconds, to_milliseconds, series_id) select *, $4::int4 from unnest($1::int8[], $2::int8[], $3::int8[])",
                made.ConvertAll(stale => stale.Id),
                made.ConvertAll(stale => stale.Range.FromMilliseconds),
                made.ConvertAll(stale => stale.Range.ToMilliseconds),
                (int)series.Series.Id).RunAsync(cancellationToken);
        }
    }

    // The rows go little by little afterwards, see Purge: nobody finds them without their series.
    private static async Task DeleteAsync(NpgsqlConnection connection, StoreBook book, string device, CancellationToken cancellationToken)
    {
        List<int> ids = [];
        foreach (RecordedSeries series in book.Directory.Remove(device))
        {
            ids.Add((int)series.Id);
            book.Series.Remove(series);
            book.Purge.Enqueue((int)series.Id);
        }

        await connection.Command("delete from event where device = $1", device).RunAsync(cancellationToken);
        await connection.Command("delete from stale where series_id = any($1)", ids).RunAsync(cancellationToken);
        await connection.Command("delete from series where id = any($1)", ids).RunAsync(cancellationToken);
        await connection.Command("insert into purge (series_id) select unnest($1::int4[])", ids).RunAsync(cancellationToken);
    }

    private async Task MoveOnAsync(NpgsqlConnection connection, StoreBook book, JournalEntry last, CancellationToken cancellationToken)
    {
        int moved = await connection.Command(
            "update state set shipped = $1, shipped_at = $2, last_series = $3 where shipped = $4",
            last.Number, last.CommittedAt.UtcDateTime, (int)book.Directory.LastId, book.Stored).RunAsync(cancellationToken);
        if (moved != 1)
        {
            throw new ServerRefusalException(
                $"{source.Place}: another hub writes into schema '{source.Schema}'; give each hub a schema of its own.");
        }
    }
}
