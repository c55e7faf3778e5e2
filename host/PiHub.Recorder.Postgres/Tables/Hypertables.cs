using Microsoft.Extensions.Logging;
using Npgsql;
using PiHub.Recorder.Postgres.Connecting;

namespace PiHub.Recorder.Postgres.Tables;

/// <summary>Makes the table of readings a hypertable, compressed after a week, when TimescaleDB is installed in the database. Done while
/// the table is empty; a failure leaves the plain table.</summary>
internal static class Hypertables
{
    private const string Create = """
        select create_hypertable('reading', 'time', chunk_time_interval => interval '7 days', if_not_exists => true);
        alter table reading set (
            timescaledb.compress, timescaledb.compress_segmentby = 'series_id', timescaledb.compress_orderby = 'time');
        select add_compression_policy('reading', interval '7 days', if_not_exists => true);
        """;

    public static async Task TryCreateAsync(NpgsqlConnection connection, ILogger logger, CancellationToken cancellationToken)
    {
        if (await connection.Command("select 1 from pg_extension where extname = 'timescaledb'").ScalarAsync(cancellationToken) is null)
        {
            return;
        }

        try
        {
            await using NpgsqlTransaction transaction = await connection.BeginTransactionAsync(cancellationToken);
            await connection.Command(Create).RunAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            logger.Hypertable();
        }
        catch (PostgresException exception)
        {
            logger.NoHypertable(exception.MessageText);
        }
    }
}
