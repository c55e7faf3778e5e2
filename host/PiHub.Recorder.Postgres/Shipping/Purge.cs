using Npgsql;
using PiHub.Recorder.Postgres.Connecting;

namespace PiHub.Recorder.Postgres.Shipping;

/// <summary>Deletes rows of deleted series, page by page, while there is nothing to ship.</summary>
internal static class Purge
{
    private const int PageRows = 20_000;
    private static readonly string[] Tables = ["reading", "rollup"];

    /// <summary>Deletes a page.</summary>
    /// <returns>Whether the series has no rows left.</returns>
    public static async Task<bool> DeletePageAsync(NpgsqlConnection connection, int series, CancellationToken cancellationToken)
    {
        foreach (string table in Tables)
        {
            int deleted = await connection.Command(
                $"delete from {table} where series_id = $1 and ctid = any(array(select ctid from {table} where series_id = $1 limit $2))",
                series, PageRows).RunAsync(cancellationToken);
            if (deleted == PageRows)
            {
                return false;
            }
        }

        await connection.Command("delete from purge where series_id = $1", series).RunAsync(cancellationToken);
        return true;
    }
}
