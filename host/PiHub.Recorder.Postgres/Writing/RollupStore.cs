using Npgsql;
using PiHub.Recorder.Engine;
using PiHub.Recorder.Postgres.Connecting;
using PiHub.Recorder.Postgres.Shipping;
using PiHub.Recorder.Postgres.Tables;
using PiHub.Recorder.Rollups;
using PiHub.Recorder.Series;
using PiHub.Sdk.Readings;

namespace PiHub.Recorder.Postgres.Writing;

/// <summary>Writes rollups, and what retention deletes.</summary>
/// <param name="source">The server.</param>
/// <param name="gate">What is known of it.</param>
internal sealed class RollupStore(PostgresSource source, StoreGate gate)
{
    private const int PageRows = 50_000;

    // By the level; raw has no state of its own.
    private static readonly string[] UntilColumns = ["minutes_until", "hours_until", "days_until"];

    /// <summary>How far a series' rollups are; nothing is made for one that is not there.</summary>
    public async ValueTask<RollupState> StateAsync(RecordedSeries series, long nowMilliseconds, CancellationToken cancellationToken)
    {
        using IDisposable turn = await gate.EnterAsync(cancellationToken);
        return Known().Series.TryGetValue(series, out SeriesProgress? found)
            ? found.Promise(nowMilliseconds, ref gate.LastVersion)
            : new SeriesProgress(series, 0).Promise(nowMilliseconds, ref gate.LastVersion);
    }

    public async ValueTask<bool> WriteAsync(RollupWrite write, CancellationToken cancellationToken)
    {
        using IDisposable turn = await gate.EnterAsync(cancellationToken);
        StoreBook book = Known();
        if (!book.Series.TryGetValue(write.Series, out SeriesProgress? series) || series.Version != write.Version)
        {
            return false;
        }

        // Until the commit is known to have come through, nothing is known for sure.
        gate.Book = null;
        await source.QueryAsync(
            async (connection, cancellation) =>
            {
                await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellation);
                foreach (RollupPart part in write.Parts)
                {
                    await WriteAsync(connection, (int)series.Series.Id, part, cancellation);
                }

                await connection.Command("delete from stale where id = any($1)", write.Settled.ToList()).RunAsync(cancellation);
                await transaction.CommitAsync(cancellation);
                return true;
            },
            cancellationToken);
        foreach (RollupPart part in write.Parts)
        {
            series.Until[SeriesProgress.IndexOf(part.Level)] = part.Until;
        }

        series.Stale.RemoveAll(stale => write.Settled.Contains(stale.Id));
        gate.Book = book;
        return true;
    }

    public async ValueTask DropAsync(RecordedSeries series, ReadingLevel level, long before, CancellationToken cancellationToken)
    {
        if (level == ReadingLevel.Raw)
        {
            await MoveRawFromAsync(series, before, cancellationToken);
        }

        string statement = level == ReadingLevel.Raw
            ? "delete from reading where series_id = $1 and time in (select time from reading where series_id = $1 and time < $2 order by time limit $3)"
            : "delete from rollup where series_id = $1 and level = $4 and start in "
                + "(select start from rollup where series_id = $1 and level = $4 and start < $2 order by start limit $3)";
        object[] values = [(int)series.Id, StoredTime.Of(before), PageRows];
        for (int deleted = PageRows; deleted == PageRows;)
        {
            deleted = await source.QueryAsync(
                (connection, cancellation) => connection.Command(
                    statement, level == ReadingLevel.Raw ? values : [.. values, (short)level]).RunAsync(cancellation),
                cancellationToken);
        }
    }

    public async ValueTask DropEventsAsync(string device, long before, CancellationToken cancellationToken) =>
        await source.QueryAsync(
            (connection, cancellation) => connection.Command(
                "delete from event where device = $1 and time < $2", device, StoredTime.Of(before)).RunAsync(cancellation),
            cancellationToken);

    // First, so that nobody takes what is left for all that there was.
    private async Task MoveRawFromAsync(RecordedSeries series, long before, CancellationToken cancellationToken)
    {
        using IDisposable turn = await gate.EnterAsync(cancellationToken);
        if (!Known().Series.TryGetValue(series, out SeriesProgress? progress) || progress.RawFrom >= before)
        {
            return;
        }

        await source.QueryAsync(
            (connection, cancellation) =>
                connection.Command("update series set raw_from = $2 where id = $1", (int)series.Id, before).RunAsync(cancellation),
            cancellationToken);
        progress.RawFrom = before;
    }

    private static async Task WriteAsync(NpgsqlConnection connection, int series, RollupPart part, CancellationToken cancellationToken)
    {
        short level = (short)part.Level;
        await connection.Command(
            """
            delete from rollup r using unnest($3::timestamptz[], $4::timestamptz[]) as gone (from_time, to_time)
            where r.series_id = $1 and r.level = $2 and r.start >= gone.from_time and r.start < gone.to_time
            """,
            series, level,
            part.Replaced.Select(range => StoredTime.Of(range.FromMilliseconds)).ToList(),
            part.Replaced.Select(range => StoredTime.Of(range.ToMilliseconds)).ToList()).RunAsync(cancellationToken);
        await connection.Command(
            """
            insert into rollup (series_id, level, start, count, minimum, maximum, sum, first, last, resets)
            select $1, $2, * from unnest(
                $3::timestamptz[], $4::int8[], $5::float8[], $6::float8[], $7::float8[], $8::float8[], $9::float8[], $10::float8[])
            """,
            series, level,
            part.Buckets.Select(bucket => StoredTime.Of(bucket.StartMilliseconds)).ToList(),
            part.Buckets.Select(bucket => bucket.Count).ToList(),
            part.Buckets.Select(bucket => bucket.Minimum).ToList(),
            part.Buckets.Select(bucket => bucket.Maximum).ToList(),
            part.Buckets.Select(bucket => bucket.Sum).ToList(),
            part.Buckets.Select(bucket => bucket.First).ToList(),
            part.Buckets.Select(bucket => bucket.Last).ToList(),
            part.Buckets.Select(bucket => bucket.Resets).ToList()).RunAsync(cancellationToken);
        await connection.Command(
            $"update series set {UntilColumns[SeriesProgress.IndexOf(part.Level)]} = $2 where id = $1", series, part.Until).RunAsync(cancellationToken);
    }

    private StoreBook Known() =>
        gate.Book ?? throw new EngineException($"{source.Place} is being connected to again; try again in a moment.");
}
