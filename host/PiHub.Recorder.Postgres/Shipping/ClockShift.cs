using Npgsql;
using PiHub.Recorder.Journal;
using PiHub.Recorder.Postgres.Connecting;
using PiHub.Recorder.Postgres.Tables;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Postgres.Shipping;

/// <summary>Gives readings their right time after the hub's clock was set. They are taken out before they are put in again, as they may
/// land on each other's old times.</summary>
internal static class ClockShift
{
    private const string TakeOut = """
        create temporary table moved on commit drop as
        select series_id, time as old_time, time + make_interval(secs => $3) as time, number, text, flags
        from reading where entry >= $1 and entry <= $2;
        """;

    private const string Delete = "delete from reading r using moved m where r.series_id = m.series_id and r.time = m.old_time";

    private const string PutIn = """
        insert into reading (series_id, time, number, flags, text, entry)
        select series_id, time, number, (flags & 15) | $1, text, null from moved
        on conflict (series_id, time) do update
        set number = excluded.number, flags = excluded.flags, text = excluded.text, entry = excluded.entry
        """;

    public static async Task ApplyAsync(
        NpgsqlConnection connection, StoreBook book, ClockEntry clock, Action<SeriesProgress, long> touch, CancellationToken cancellationToken)
    {
        short corrected = ReadingFlags.Of(MetricValueKind.Number, ReadingQuality.TimeCorrected).Bits;
        await connection.Command("drop table if exists pg_temp.moved").RunAsync(cancellationToken);
        await connection.Command(TakeOut, clock.From, clock.Number, clock.Offset.TotalSeconds).RunAsync(cancellationToken);
        if (await connection.Command(Delete).RunAsync(cancellationToken) == 0)
        {
            return;
        }

        await connection.Command(PutIn, corrected).RunAsync(cancellationToken);
        await TouchAsync(connection, book, touch, cancellationToken);
    }

    // Hour by hour is enough: what is nearer shares a stale stretch anyway. The ends are exact.
    private static async Task TouchAsync(
        NpgsqlConnection connection, StoreBook book, Action<SeriesProgress, long> touch, CancellationToken cancellationToken)
    {
        await using NpgsqlCommand command = connection.Command("""
            select series_id, min(old_time), max(old_time), min(time), max(time)
            from moved group by series_id, floor(extract(epoch from old_time) / 3600)
            """);
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken);
        Dictionary<long, SeriesProgress> series = book.Series.ToDictionary(one => one.Key.Id, one => one.Value);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (!series.TryGetValue(reader.GetInt32(0), out SeriesProgress? found))
            {
                continue;
            }

            for (int column = 1; column <= 4; column++)
            {
                touch(found, StoredTime.ToMilliseconds(reader.GetDateTime(column)));
            }
        }
    }
}
